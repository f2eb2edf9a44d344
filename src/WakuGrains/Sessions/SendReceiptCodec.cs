using Google.Protobuf;
using WakuGrains.Messages;
using WakuGrains.State;

namespace WakuGrains.Sessions;

/// <summary>The receipt that is stored with an idempotency key.</summary>
internal static class SendReceiptCodec
{
    public static ReadOnlyMemory<byte> Encode(SendReceipt receipt, byte[] fingerprint) =>
        new SendReceiptRecord
        {
            MessageId = UnsafeByteOperations.UnsafeWrap(receipt.MessageId),
            AcceptedMs = receipt.AcceptedAt.ToUnixTimeMilliseconds(),
            Fingerprint = UnsafeByteOperations.UnsafeWrap(fingerprint),
        }.ToByteArray();

    /// <summary>Answers from the stored receipt.</summary>
    /// <exception cref="IdempotencyConflictException">It belongs to other content.</exception>
    public static SendReceipt Replay(ReadOnlyMemory<byte> stored, byte[] fingerprint)
    {
        var record = SendReceiptRecord.Parser.ParseFrom(stored.Span);
        return record.Fingerprint.Span.SequenceEqual(fingerprint)
            ? new SendReceipt(
                record.MessageId.Memory,
                DateTimeOffset.FromUnixTimeMilliseconds(record.AcceptedMs),
                IsReplay: true
            )
            : throw new IdempotencyConflictException();
    }
}
