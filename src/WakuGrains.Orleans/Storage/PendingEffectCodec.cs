using System.Collections.Immutable;
using Google.Protobuf;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Orleans.Effects;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;
using WakuGrains.State;
using WakuGrains.Topics;

namespace WakuGrains.Orleans.Storage;

/// <summary>How pending effects are serialised (protobuf, versioned).</summary>
internal static class PendingEffectCodec
{
    private const uint Format = 1;
    private const string Kind = "pending effects";

    /// <summary>Serialises a row of effects.</summary>
    public static byte[] EncodeRow(IEnumerable<PendingEffect> effects)
    {
        var record = new PendingEffectsRecord { Format = Format };
        record.Effects.AddRange(effects.Select(Encode));
        return record.ToByteArray();
    }

    /// <summary>Restores a row of effects.</summary>
    /// <exception cref="StateFormatException">It is damaged or of a format that this build does not know.</exception>
    public static ImmutableArray<PendingEffect> DecodeRow(ISecp256k1 curve, ReadOnlyMemory<byte> bytes)
    {
        var record = RecordFormat.Parse(PendingEffectsRecord.Parser, bytes.ToArray(), Kind);
        RecordFormat.Require(record.Format, Format, Kind);
        return [.. record.Effects.Select(effect => Decode(curve, effect))];
    }

    /// <summary>Serialises an effect.</summary>
    public static PendingEffectRecord Encode(PendingEffect pending)
    {
        var record = new PendingEffectRecord
        {
            Id = pending.Id,
            CommittedMs = pending.CommittedAt.ToUnixTimeMilliseconds(),
        };
        switch (pending.Effect)
        {
            case Effect.Publish publish:
                record.Publish = Encode(publish);
                break;
            case Effect.Deliver deliver:
                record.Deliver = new PendingDeliveryRecord
                {
                    Mailbox = deliver.Mailbox.ToString(),
                    Message = UnsafeByteOperations.UnsafeWrap(MessageContentCodec.Encode(deliver.Message)),
                };
                break;
            case Effect.Listen listen:
                record.Listener = TopicListenerCodec.Encode(listen.Listener);
                break;
            case Effect.MarkDelivered delivered:
                record.AcknowledgementId = UnsafeByteOperations.UnsafeWrap(delivered.AcknowledgementId);
                break;
            case Effect.Post post:
                record.Letter = UnsafeByteOperations.UnsafeWrap(LetterCodec.Encode(post.Letter));
                break;
            default:
                throw new InvalidOperationException(
                    $"An effect of type {pending.Effect.GetType().Name} cannot be stored."
                );
        }

        return record;
    }

    /// <summary>Restores an effect.</summary>
    /// <exception cref="StateFormatException">It is damaged or of a kind that this build does not know.</exception>
    public static PendingEffect Decode(ISecp256k1 curve, PendingEffectRecord record) =>
        RecordFormat.Restore(
            Kind,
            () =>
                new PendingEffect(
                    record.Id,
                    Effect(curve, record),
                    DateTimeOffset.FromUnixTimeMilliseconds(record.CommittedMs)
                )
        );

    private static Effect Effect(ISecp256k1 curve, PendingEffectRecord record) =>
        record.EffectCase switch
        {
            PendingEffectRecord.EffectOneofCase.Publish => Decode(record.Publish),
            PendingEffectRecord.EffectOneofCase.Deliver => new Effect.Deliver(
                InstallationKey.Parse(record.Deliver.Mailbox),
                MessageContentCodec.Decode(curve, record.Deliver.Message.ToByteArray())
            ),
            PendingEffectRecord.EffectOneofCase.Listener => new Effect.Listen(
                TopicListenerCodec.Decode(record.Listener)
            ),
            PendingEffectRecord.EffectOneofCase.AcknowledgementId => new Effect.MarkDelivered(
                record.AcknowledgementId.Memory
            ),
            PendingEffectRecord.EffectOneofCase.Letter => new Effect.Post(
                LetterCodec.Decode(record.Letter.ToByteArray())
            ),
            _ => throw new StateFormatException("A pending effect is of a kind that this version does not know."),
        };

    private static PendingPublishRecord Encode(Effect.Publish publish) =>
        new()
        {
            PubsubTopic = publish.Envelope.PubsubTopic,
            Message = UnsafeByteOperations.UnsafeWrap(publish.Envelope.Message.Encode()),
            MessageId = UnsafeByteOperations.UnsafeWrap(publish.MessageId),
            AcknowledgementId = UnsafeByteOperations.UnsafeWrap(publish.AcknowledgementId),
        };

    private static Effect.Publish Decode(PendingPublishRecord record) =>
        WakuMessage.TryDecode(record.Message.Span, out var message)
            ? new(new Envelope(record.PubsubTopic, message), record.MessageId.Memory, record.AcknowledgementId.Memory)
            : throw new StateFormatException("An envelope that waits to be published is damaged.");
}
