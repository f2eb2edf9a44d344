using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Google.Protobuf;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Protocol.Application;

/// <summary>What an MVDS payload holds (facts 1.5).</summary>
public sealed record MvdsContent(
    ImmutableArray<MvdsEntry> Messages,
    ImmutableArray<ReadOnlyMemory<byte>> Acks,
    ImmutableArray<ReadOnlyMemory<byte>> Offers,
    ImmutableArray<ReadOnlyMemory<byte>> Requests
);

/// <summary>A message inside an MVDS payload.</summary>
/// <param name="GroupId">The group, 32 bytes for a one-to-one chat.</param>
/// <param name="TimestampSeconds">Unix time in seconds.</param>
/// <param name="Body">An ApplicationMetadataMessage.</param>
/// <param name="MessageId">Its MVDS id, 32 bytes: what is acknowledged.</param>
public sealed record MvdsEntry(
    ReadOnlyMemory<byte> GroupId,
    long TimestampSeconds,
    ReadOnlyMemory<byte> Body,
    ReadOnlyMemory<byte> MessageId
);

/// <summary>Data sync payloads as the deployed network uses them in batch mode (facts 1.5). Knows no timers and no state.</summary>
public static class Mvds
{
    /// <summary>
    /// Reads a payload. Bytes are one when they parse and at least one of the five lists is not empty; else they are an
    /// ApplicationMetadataMessage.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out MvdsContent? content)
    {
        content = TryParse(bytes, out var payload) && HasContent(payload) ? Read(payload) : null;
        return content is not null;
    }

    /// <summary>Builds a payload of messages and acknowledgements.</summary>
    public static byte[] Build(
        ReadOnlySpan<byte> groupId,
        long timestampSeconds,
        IReadOnlyList<ReadOnlyMemory<byte>> bodies,
        IReadOnlyList<ReadOnlyMemory<byte>> acks
    )
    {
        ArgumentNullException.ThrowIfNull(bodies);
        ArgumentNullException.ThrowIfNull(acks);
        var payload = new MvdsPayload();
        foreach (var ack in acks)
            payload.Acks.Add(UnsafeByteOperations.UnsafeWrap(ack));
        var group = ByteString.CopyFrom(groupId);
        foreach (var body in bodies)
            payload.Messages.Add(
                new MvdsMessage
                {
                    GroupId = group,
                    Timestamp = timestampSeconds,
                    Body = UnsafeByteOperations.UnsafeWrap(body),
                }
            );
        return payload.ToByteArray();
    }

    /// <summary>The group of a one-to-one chat, 32 bytes: Keccak-256 of both compressed keys in ascending order of X.</summary>
    public static byte[] GroupId(PublicKey one, PublicKey other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        var (first, second) = one.X.SequenceCompareTo(other.X) <= 0 ? (one, other) : (other, one);
        var id = new byte[Keccak256.Length];
        Keccak256.Hash(first.Compressed, second.Compressed, id);
        return id;
    }

    /// <summary>The MVDS id of a message, 32 bytes: SHA-256 over "MESSAGE_ID", group, LE64 timestamp and body.</summary>
    public static byte[] MessageId(ReadOnlySpan<byte> groupId, long timestampSeconds, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> timestamp = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(timestamp, timestampSeconds);
        hash.AppendData("MESSAGE_ID"u8);
        hash.AppendData(groupId);
        hash.AppendData(timestamp);
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }

    private static bool HasContent(MvdsPayload payload) =>
        payload.Acks.Count
            + payload.Offers.Count
            + payload.Requests.Count
            + payload.Messages.Count
            + payload.GroupOffers.Count
        > 0;

    private static MvdsContent Read(MvdsPayload payload) =>
        new(
            [
                .. payload.Messages.Select(message => new MvdsEntry(
                    message.GroupId.Memory,
                    message.Timestamp,
                    message.Body.Memory,
                    MessageId(message.GroupId.Span, message.Timestamp, message.Body.Span)
                )),
            ],
            [.. payload.Acks.Select(id => id.Memory)],
            [
                .. payload.Offers.Select(id => id.Memory),
                .. payload.GroupOffers.SelectMany(offer => offer.MessageIds).Select(id => id.Memory),
            ],
            [.. payload.Requests.Select(id => id.Memory)]
        );

    private static bool TryParse(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out MvdsPayload? payload)
    {
        try
        {
            payload = MvdsPayload.Parser.ParseFrom(bytes);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            payload = null;
            return false;
        }
    }
}
