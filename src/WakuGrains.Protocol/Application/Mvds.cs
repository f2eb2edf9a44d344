using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Google.Protobuf;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Protocol.Application;

/// <summary>
/// Minimum viable data synchronisation as Status uses it in one-to-one chats (facts 1.5; facts app layer 4): packets, ids and
/// groups. Decides nothing about when to send again.
/// </summary>
public static class Mvds
{
    /// <summary>Length of a group id and of a message id in bytes.</summary>
    public const int IdLength = 32;

    private static readonly MessageParser<MvdsPayloadProto> Parser = MvdsPayloadProto.Parser.WithDiscardUnknownFields(
        true
    );

    /// <summary>The group of two people: Keccak-256 of both compressed keys, the one with the smaller X first.</summary>
    public static byte[] GroupId(PublicKey one, PublicKey other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        var (first, second) = one.X.SequenceCompareTo(other.X) <= 0 ? (one, other) : (other, one);
        var id = new byte[IdLength];
        Keccak256.Hash(first.Compressed, second.Compressed, id);
        return id;
    }

    /// <summary>The id of a message: SHA-256 of "MESSAGE_ID", group, timestamp and body.</summary>
    /// <param name="groupId">The group.</param>
    /// <param name="timestampSeconds">Unix time in seconds.</param>
    /// <param name="body">The application message.</param>
    public static byte[] MessageId(ReadOnlySpan<byte> groupId, long timestampSeconds, ReadOnlySpan<byte> body)
    {
        Span<byte> timestamp = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(timestamp, timestampSeconds);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("MESSAGE_ID"u8);
        hash.AppendData(groupId);
        hash.AppendData(timestamp);
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }

    /// <summary>Builds a packet of messages of one group and time, and of acknowledgements.</summary>
    public static byte[] Build(
        ReadOnlySpan<byte> groupId,
        long timestampSeconds,
        ImmutableArray<ReadOnlyMemory<byte>> bodies,
        ImmutableArray<ReadOnlyMemory<byte>> acks
    )
    {
        var proto = new MvdsPayloadProto();
        proto.Acks.AddRange(acks.Select(UnsafeByteOperations.UnsafeWrap));
        var group = ByteString.CopyFrom(groupId);
        foreach (var body in bodies)
            proto.Messages.Add(
                new MvdsMessageProto
                {
                    GroupId = group,
                    Timestamp = timestampSeconds,
                    Body = UnsafeByteOperations.UnsafeWrap(body),
                }
            );
        return proto.ToByteArray();
    }

    /// <summary>The protobuf form of any packet.</summary>
    public static byte[] Encode(MvdsPayload payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        var proto = new MvdsPayloadProto();
        proto.Acks.AddRange(payload.Acks.Select(UnsafeByteOperations.UnsafeWrap));
        proto.Offers.AddRange(payload.Offers.Select(UnsafeByteOperations.UnsafeWrap));
        proto.Requests.AddRange(payload.Requests.Select(UnsafeByteOperations.UnsafeWrap));
        proto.Messages.AddRange(payload.Messages.Select(ToProto));
        proto.GroupOffers.AddRange(payload.GroupOffers.Select(ToProto));
        return proto.ToByteArray();
    }

    /// <summary>
    /// Reads a packet. Decrypted bytes are one if they parse and say anything; otherwise they are an application message
    /// without data sync (facts 1.5).
    /// </summary>
    /// <returns><see langword="false"/> when they are no packet, or one beyond <see cref="ApplicationLimits"/>.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out MvdsPayload? payload)
    {
        payload = null;
        if (!ProtoReader.TryParse(Parser, bytes, out var proto) || IsEmpty(proto) || !IsWithinLimits(proto))
            return false;
        payload = new MvdsPayload(
            ReadIds(proto.Acks),
            ReadIds(proto.Offers),
            ReadIds(proto.Requests),
            [.. proto.Messages.Select(FromProto)],
            [.. proto.GroupOffers.Select(offer => new MvdsGroupOffer(offer.GroupId.Memory, ReadIds(offer.MessageIds)))]
        );
        return true;
    }

    private static bool IsEmpty(MvdsPayloadProto proto) =>
        proto.Acks.Count + proto.Offers.Count + proto.Requests.Count + proto.Messages.Count + proto.GroupOffers.Count
        == 0;

    private static bool IsWithinLimits(MvdsPayloadProto proto) =>
        proto.Messages.Count <= ApplicationLimits.MaxMvdsMessages
        && proto.Acks.Count
            + proto.Offers.Count
            + proto.Requests.Count
            + proto.GroupOffers.Count
            + proto.GroupOffers.Sum(offer => offer.MessageIds.Count)
            <= ApplicationLimits.MaxMvdsIds;

    private static ImmutableArray<ReadOnlyMemory<byte>> ReadIds(IEnumerable<ByteString> ids) =>
        [.. ids.Select(id => id.Memory)];

    private static MvdsMessage FromProto(MvdsMessageProto message) =>
        new(
            message.GroupId.Memory,
            message.Timestamp,
            message.Body.Memory,
            MessageId(message.GroupId.Span, message.Timestamp, message.Body.Span)
        );

    private static MvdsMessageProto ToProto(MvdsMessage message) =>
        new()
        {
            GroupId = UnsafeByteOperations.UnsafeWrap(message.GroupId),
            Timestamp = message.TimestampSeconds,
            Body = UnsafeByteOperations.UnsafeWrap(message.Body),
        };

    private static MvdsOfferProto ToProto(MvdsGroupOffer offer)
    {
        var proto = new MvdsOfferProto { GroupId = UnsafeByteOperations.UnsafeWrap(offer.GroupId) };
        proto.MessageIds.AddRange(offer.MessageIds.Select(UnsafeByteOperations.UnsafeWrap));
        return proto;
    }
}
