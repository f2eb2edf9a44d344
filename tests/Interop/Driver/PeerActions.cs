using System.Text.Json;
using Shouldly;
using WakuGrains.Interop.Tests.Processes;

namespace WakuGrains.Interop.Tests.Driver;

/// <summary>What the tests have peers do, in a word each.</summary>
internal static class PeerActions
{
    /// <summary>Learns what another peer's bundle says at a time.</summary>
    public static async Task<JsonElement> LearnAsync(this RemotePeer who, RemotePeer whom, long now)
    {
        var bundle = await whom.OkAsync("bundle", new { now });
        return await who.OkAsync("process_bundle", new { bundle = bundle.Text("bundle") });
    }

    /// <summary>Encrypts for an identity.</summary>
    public static Task<JsonElement> EncryptAsync(this RemotePeer from, RemotePeer to, string plaintext, long now) =>
        from.OkAsync(
            "encrypt",
            new
            {
                to_identity = to.Identity,
                plaintext,
                now,
            }
        );

    /// <summary>Decrypts a message.</summary>
    public static Task<JsonElement> DecryptAsync(this RemotePeer who, RemotePeer sender, JsonElement encrypted) =>
        who.OkAsync("decrypt", Arguments(sender, encrypted));

    /// <summary>Decrypts a message that cannot be; answers with the kind of error.</summary>
    public static Task<string> FailToDecryptAsync(this RemotePeer who, RemotePeer sender, JsonElement encrypted) =>
        who.FailAsync("decrypt", Arguments(sender, encrypted));

    /// <summary>Decrypts a message that has to be of a kind and hold a plaintext.</summary>
    public static async Task ReadAsync(
        this RemotePeer who,
        RemotePeer sender,
        JsonElement encrypted,
        string kind,
        string plaintext
    )
    {
        var read = await who.DecryptAsync(sender, encrypted);
        (read.Text("kind"), read.Text("plaintext")).ShouldBe((kind, plaintext));
    }

    /// <summary>Sends a text; answers with the whole reply.</summary>
    public static Task<JsonElement> SendAsync(this RemotePeer from, RemotePeer to, string text, long now) =>
        from.OkAsync(
            "send",
            new
            {
                to = to.Identity,
                text,
                now,
            }
        );

    /// <summary>Receives a WakuMessage.</summary>
    public static Task<JsonElement> ReceiveAsync(this RemotePeer who, JsonElement waku) =>
        who.OkAsync("receive", new { waku = waku.Text("wire") });

    /// <summary>Tells the other devices of the identity of this one; answers with the WakuMessage.</summary>
    public static async Task<JsonElement> PairAsync(this RemotePeer who, string name, long now) =>
        (
            await who.OkAsync(
                "pair",
                new
                {
                    device_name = name,
                    device_type = "mobile",
                    now,
                }
            )
        ).Only("messages");

    /// <summary>Writes to a device from now on: one of the own identity, or another's.</summary>
    public static async Task EnableAsync(this RemotePeer who, RemotePeer device)
    {
        var reply = await who.OkAsync(
            "enable",
            new { identity = device.Identity, installation_id = device.InstallationId }
        );
        reply.GetProperty("installation").GetProperty("enabled").GetBoolean().ShouldBeTrue();
    }

    /// <summary>Writes to a device no more.</summary>
    public static async Task DisableAsync(this RemotePeer who, RemotePeer device)
    {
        var reply = await who.OkAsync(
            "disable",
            new { identity = device.Identity, installation_id = device.InstallationId }
        );
        reply.GetProperty("installation").GetProperty("enabled").GetBoolean().ShouldBeFalse();
    }

    /// <summary>For which devices a message is.</summary>
    public static IEnumerable<string> Entries(this JsonElement encrypted) =>
        encrypted.GetProperty("view").GetProperty("entries").Names();

    /// <summary>Which devices a peer's bundle lists at a time.</summary>
    public static async Task<IEnumerable<string>> BundleIdsAsync(this RemotePeer who, long now) =>
        (await who.OkAsync("bundle", new { now })).GetProperty("view").GetProperty("keys").Names();

    private static object Arguments(RemotePeer sender, JsonElement encrypted) =>
        new { from_identity = sender.Identity, message = encrypted.Text("message") };
}
