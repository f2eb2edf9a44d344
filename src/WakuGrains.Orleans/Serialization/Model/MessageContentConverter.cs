using System.Collections.Immutable;
using WakuGrains.Mailboxes;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Orleans.Serialization.Model;

/// <summary>A received message (<see cref="MessageContent"/>). Not the form in which it is stored, which has whole milliseconds only.</summary>
[GenerateSerializer]
internal struct MessageContentSurrogate
{
    [Id(0)]
    public ReadOnlyMemory<byte> MessageId;

    [Id(1)]
    public PublicKey Sender;

    [Id(2)]
    public string SenderInstallation;

    [Id(3)]
    public uint ApplicationType;

    [Id(4)]
    public string ContentType;

    [Id(5)]
    public ReadOnlyMemory<byte> Body;

    [Id(6)]
    public ImmutableDictionary<string, string> Headers;

    [Id(7)]
    public string InReplyTo;

    [Id(8)]
    public ulong Clock;

    [Id(9)]
    public DateTimeOffset SentAt;

    [Id(10)]
    public DateTimeOffset ReceivedAt;

    [Id(11)]
    public ReadOnlyMemory<byte> GroupId;

    [Id(12)]
    public MessageDirection Direction;

    [Id(13)]
    public PublicKey? Recipient;
}

[RegisterConverter]
internal sealed class MessageContentConverter : IConverter<MessageContent, MessageContentSurrogate>
{
    public MessageContent ConvertFromSurrogate(in MessageContentSurrogate surrogate) =>
        new(
            surrogate.MessageId,
            surrogate.Sender,
            surrogate.SenderInstallation,
            surrogate.ApplicationType,
            surrogate.ContentType,
            surrogate.Body,
            surrogate.Headers,
            surrogate.InReplyTo,
            surrogate.Clock,
            surrogate.SentAt,
            surrogate.ReceivedAt
        )
        {
            GroupId = surrogate.GroupId,
            Direction = surrogate.Direction,
            Recipient = surrogate.Recipient,
        };

    public MessageContentSurrogate ConvertToSurrogate(in MessageContent value) =>
        new()
        {
            MessageId = value.MessageId,
            Sender = value.Sender,
            SenderInstallation = value.SenderInstallation,
            ApplicationType = value.ApplicationType,
            ContentType = value.ContentType,
            Body = value.Body,
            Headers = value.Headers,
            InReplyTo = value.InReplyTo,
            Clock = value.Clock,
            SentAt = value.SentAt,
            ReceivedAt = value.ReceivedAt,
            GroupId = value.GroupId,
            Direction = value.Direction,
            Recipient = value.Recipient,
        };
}
