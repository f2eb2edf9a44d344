using Google.Protobuf;
using WakuGrains.Engine;
using WakuGrains.Engine.Pages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.State;

namespace WakuGrains.Topics;

/// <summary>Topic listeners in records.</summary>
internal static class TopicListenerCodec
{
    /// <summary>How listeners are kept.</summary>
    public static PageRingLayout<TopicListener> Layout { get; } =
        new(MessagingLimits.TopicPages, EngineLimits.OpenPageLength, EngineLimits.PageLength, Encode, Decode);

    /// <summary>Serialises a listener.</summary>
    public static ByteString Encode(TopicListener listener)
    {
        var record = new TopicListenerRecord
        {
            Installation = listener.Installation.ToString(),
            ContentTopic = listener.ContentTopic,
            Kind = (uint)listener.Kind,
        };
        if (listener.SymmetricKey is { } key)
            record.SymmetricKey = ByteString.CopyFrom(key.Span);
        return record.ToByteString();
    }

    /// <summary>Restores a listener.</summary>
    /// <exception cref="StateFormatException">It is damaged.</exception>
    /// <exception cref="FormatException">A field does not hold what it should.</exception>
    public static TopicListener Decode(ByteString bytes)
    {
        var record = RecordFormat.Parse(TopicListenerRecord.Parser, bytes, TopicShardDefinition.KindName);
        var kind = (TopicKind)record.Kind;
        return Enum.IsDefined(kind)
            ? new(
                InstallationKey.Parse(record.Installation),
                record.ContentTopic,
                kind,
                record.SymmetricKey.IsEmpty ? null : new SecretBytes(record.SymmetricKey.Span)
            )
            : throw new FormatException("Not a kind of topic.");
    }
}
