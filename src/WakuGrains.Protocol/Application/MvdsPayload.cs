using System.Collections.Immutable;

namespace WakuGrains.Protocol.Application;

/// <summary>One packet of the data-sync layer: messages for the other side and what is said about its own (facts 1.5).</summary>
/// <param name="Acks">Ids of messages that have arrived.</param>
/// <param name="Offers">Ids of messages that the sender could send.</param>
/// <param name="Requests">Ids of messages that the sender wants again.</param>
/// <param name="Messages">Messages.</param>
/// <param name="GroupOffers">Offers that name their group.</param>
public sealed record MvdsPayload(
    ImmutableArray<ReadOnlyMemory<byte>> Acks,
    ImmutableArray<ReadOnlyMemory<byte>> Offers,
    ImmutableArray<ReadOnlyMemory<byte>> Requests,
    ImmutableArray<MvdsMessage> Messages,
    ImmutableArray<MvdsGroupOffer> GroupOffers
);

/// <summary>A message of the data-sync layer.</summary>
/// <param name="GroupId">The group; receivers do not check it.</param>
/// <param name="TimestampSeconds">When it was first sent, Unix time in seconds.</param>
/// <param name="Body">The application message.</param>
/// <param name="MessageId">32 bytes: what is acknowledged. The same in every resend.</param>
public sealed record MvdsMessage(
    ReadOnlyMemory<byte> GroupId,
    long TimestampSeconds,
    ReadOnlyMemory<byte> Body,
    ReadOnlyMemory<byte> MessageId
);

/// <summary>An offer of messages in a group.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="MessageIds">What is offered.</param>
public sealed record MvdsGroupOffer(ReadOnlyMemory<byte> GroupId, ImmutableArray<ReadOnlyMemory<byte>> MessageIds);
