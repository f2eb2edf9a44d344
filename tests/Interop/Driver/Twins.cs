using System.Security.Cryptography;
using System.Text.Json;
using Shouldly;
using WakuGrains.Interop.Tests.Processes;

namespace WakuGrains.Interop.Tests.Driver;

/// <summary>A peer of each implementation with the same keys and the same script, so that both draw the same bytes.</summary>
public sealed class Twins : IAsyncDisposable
{
    /// <summary>The time of everything that has no time of its own, in nanoseconds.</summary>
    public const string NowNanoseconds = "1700000000123456789";

    private readonly PeerPair pair;

    private Twins(PeerPair pair) => this.pair = pair;

    /// <summary>This project's.</summary>
    public RemotePeer Ours => pair.First;

    /// <summary>The other implementation's.</summary>
    public RemotePeer Theirs => pair.Second;

    /// <summary>The identity that both have.</summary>
    public string Identity => pair.First.Identity;

    /// <summary>Starts both.</summary>
    public static async Task<Twins> StartAsync(StatusPeerInstallation installation)
    {
        var twin = new
        {
            identity_private = Hex(0x11, 32),
            installation_id = "device",
            script = new
            {
                spk = Keys("spk", 3),
                x3dh_ephemeral = Keys("x3dh", 6),
                ratchet = Keys("ratchet", 6),
                dh_ephemeral = Keys("dh", 6),
                group_key = Keys("group", 6),
                ecies_ephemeral = Keys("ecies", 20),
                dh_nonce = Bytes("dh_nonce", 12, 6),
                hr_nonce = Bytes("hr_nonce", 12, 6),
                rekey_nonce = Bytes("rekey_nonce", 12, 6),
                ecies_iv = Bytes("iv", 16, 20),
                sym_nonce = Bytes("nonce", 12, 20),
            },
        };
        return new(await PeerPair.StartAsync(installation, Beginner.Ours, twin, twin));
    }

    /// <summary>Asks both the same.</summary>
    public async Task<(JsonElement Ours, JsonElement Theirs)> BothAsync(string operation, object arguments) =>
        (await Ours.OkAsync(operation, arguments), await Theirs.OkAsync(operation, arguments));

    /// <summary>Asks both the same; every member of the replies is the same too.</summary>
    public async Task<JsonElement> SameAsync(string operation, object arguments)
    {
        var (ours, theirs) = await BothAsync(operation, arguments);
        foreach (var member in theirs.Names().Except(["id"]))
            Same(ours.GetProperty(member), theirs.GetProperty(member), member);
        return ours;
    }

    /// <summary>Has both make the same message. The order of map entries is free, so it is compared member by member.</summary>
    public async Task SameMessageAsync(string operation, object arguments)
    {
        var (ours, theirs) = await BothAsync(operation, arguments);
        ours.Text("message").Length.ShouldBe(theirs.Text("message").Length);
        foreach (var member in theirs.Names().Except(["id", "message"]))
            Same(ours.GetProperty(member), theirs.GetProperty(member), member);
    }

    /// <summary>A peer of the other implementation.</summary>
    public Task<RemotePeer> ThirdAsync(string name, string privateKey) =>
        Theirs.SiblingAsync(
            name,
            new
            {
                identity_private = privateKey,
                installation_id = name,
                seed = name,
            }
        );

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => pair.DisposeAsync();

    /// <summary>A byte so many times, in hex.</summary>
    public static string Hex(byte value, int count) => Convert.ToHexStringLower([.. Enumerable.Repeat(value, count)]);

    private static void Same(JsonElement ours, JsonElement theirs, string member) =>
        JsonElement.DeepEquals(ours, theirs).ShouldBeTrue($"{member}: {ours}\n{theirs}");

    private static string[] Keys(string label, int count) => Bytes(label, 32, count);

    private static string[] Bytes(string label, int length, int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                    Convert.ToHexStringLower(SHA256.HashData([.. label.Select(c => (byte)c), (byte)i])[..length])
                ),
        ];
}
