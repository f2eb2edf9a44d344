using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Benchmarks.Ratchet;

/// <summary>A Double Ratchet session in memory, a message at a time.</summary>
internal sealed class Conversation
{
    /// <summary>Length of each message, in bytes.</summary>
    public const int MessageLength = 256;

    private readonly DoubleRatchet ratchet;
    private readonly byte[] plaintext = new byte[MessageLength];

    public Conversation(ISecp256k1 curve)
    {
        ratchet = new DoubleRatchet(new Secp256k1RatchetSuite(curve));
        (Sender, Receiver) = new SessionSetup(curve).Run(plaintext);
    }

    public RatchetState Sender { get; private set; }

    public RatchetState Receiver { get; private set; }

    /// <summary>One message from the sender to the receiver.</summary>
    public void Say()
    {
        var encryption = ratchet.Encrypt(Sender, plaintext);
        var decryption = ratchet.Decrypt(
            Receiver,
            MessageKeyStore.Empty,
            SessionSetup.AsReceived(encryption.Header),
            encryption.Payload,
            SystemRandomSource.Instance
        );
        if (!decryption.IsDecrypted)
            throw new InvalidOperationException($"A message in order: {decryption.Outcome}.");
        (Sender, Receiver) = (encryption.State, decryption.State);
    }

    /// <summary>One message, and the other side answers the next.</summary>
    public void SayAndSwap()
    {
        Say();
        (Sender, Receiver) = (Receiver, Sender);
    }
}
