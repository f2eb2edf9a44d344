using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Groups;

/// <summary>A message whose key has not come yet, with everything that is needed to deliver it later.</summary>
/// <param name="Sender">Who signed its frame.</param>
/// <param name="InstallationId">The device it says it is from.</param>
/// <param name="KeyId">The key, 32 bytes; empty when only the deprecated id is given.</param>
/// <param name="DeprecatedKeyId">The key's deprecated id.</param>
/// <param name="Number">Its number in the key's chain.</param>
/// <param name="Ciphertext">The payload.</param>
/// <param name="EnvelopeHash">Hash of its envelope, 32 bytes.</param>
/// <param name="TimestampNanoseconds">Timestamp of its Waku message.</param>
public sealed record WaitingMessage(
    PublicKey Sender,
    string InstallationId,
    ReadOnlyMemory<byte> KeyId,
    uint DeprecatedKeyId,
    uint Number,
    ReadOnlyMemory<byte> Ciphertext,
    ReadOnlyMemory<byte> EnvelopeHash,
    long TimestampNanoseconds
)
{
    /// <summary>What its header said of its key.</summary>
    internal HashRatchetHeaderMessage ToHeader() =>
        new()
        {
            KeyId = Google.Protobuf.ByteString.CopyFrom(KeyId.Span),
            DeprecatedKeyId = DeprecatedKeyId,
            SeqNo = Number,
        };

    /// <summary>Who sent it and how large it is; not what it says.</summary>
    public override string ToString() => $"WaitingMessage({Sender}, {Ciphertext.Length} bytes)";
}
