using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Protocol.Tests.SecureTransport;

/// <summary>No secret of a session is printed, whoever prints it, and each is wiped with its holder.</summary>
public sealed class SecretPrintingTests
{
    [Fact]
    public void No_holder_prints_its_secrets()
    {
        var pair = new RatchetPair().Warm();
        var sent = pair.Alice.SendMany(3);
        pair.Bob.ShouldRead(sent[2]);
        using var sharedKey = SharedKey.From(Enumerable.Repeat((byte)0xab, SharedKey.Length).ToArray());
        var encryption = pair.Ratchet.Encrypt(pair.Bob.State, "do not print this"u8);
        var decryption = pair.Ratchet.Decrypt(
            pair.Bob.State,
            pair.Bob.Keys,
            sent[0].Header,
            sent[0].Payload,
            new FixedRandomSource()
        );
        object[] holders =
        [
            sharedKey,
            pair.Bob.State,
            pair.Bob.Keys,
            pair.Bob.Keys.Keys.First(),
            encryption,
            decryption,
            pair.Ratchet,
            (pair.Bob.State, sharedKey),
        ];
        string[] secrets = [.. Secrets(pair.Bob), .. Secrets(sharedKey.Bytes), .. Secrets("message 0"u8), "message 0"];
        foreach (var printed in holders.Select(holder => holder.ToString()!))
        {
            foreach (var secret in secrets)
                printed.ShouldNotContain(secret, Case.Insensitive);
        }
    }

    [Fact]
    public void Wiping_one_state_leaves_the_others_whole()
    {
        var pair = new RatchetPair().Warm();
        var before = pair.Alice.State;
        pair.Bob.ShouldRead(pair.Alice.Send("one"));
        before.Dispose();
        Should.Throw<ObjectDisposedException>(() => before.RootKey.Length);
        Should.Throw<ObjectDisposedException>(() => before.OwnPrivateKey.Length);
        Should.Throw<ObjectDisposedException>(() => before.SendingChainKey.Length);
        Should.Throw<ObjectDisposedException>(() => before.ReceivingChainKey.Length);
        pair.Bob.ShouldRead(pair.Alice.Send("two"));
        pair.Alice.ShouldRead(pair.Bob.Send("three"));
    }

    private static IEnumerable<string> Secrets(RatchetSide side) =>
        [
            .. Secrets(side.State.RootKey),
            .. Secrets(side.State.SendingChainKey),
            .. Secrets(side.State.ReceivingChainKey),
            .. Secrets(side.State.OwnPrivateKey),
            .. side.Keys.Keys.SelectMany(key => Secrets(key.Key)),
        ];

    /// <summary>The ways in which bytes get into a log.</summary>
    private static IEnumerable<string> Secrets(ReadOnlySpan<byte> secret) =>
        [
            Convert.ToHexString(secret[..8]),
            Convert.ToBase64String(secret[..6]),
            string.Join(", ", secret[..4].ToArray()),
            string.Join(' ', secret[..4].ToArray()),
        ];
}
