using System.Diagnostics.CodeAnalysis;
using System.Text;
using Google.Protobuf;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Protocol.Waku;

/// <summary>
/// 14/WAKU2-MESSAGE: what Waku nodes relay. Immutable. An optional field that is absent is <see langword="null"/>, which is
/// not the same on the wire as empty, zero or false. Knows nothing of what the payload holds.
/// </summary>
public sealed class WakuMessage
{
    /// <summary>The version of a payload that is a 26/WAKU2-PAYLOAD frame.</summary>
    public const uint PayloadV1Version = 1;

    private static readonly MessageParser<WakuMessageProto> Messages = WakuMessageProto.Parser.WithDiscardUnknownFields(
        true
    );

    /// <summary>The payload; may be empty.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The content topic as it travels, whether or not 23/WAKU2-TOPICS would have it.</summary>
    public required string ContentTopic { get; init; }

    /// <summary>The payload's format: 0 for the application's own, 1 for 26/WAKU2-PAYLOAD, 2 for 35/WAKU2-NOISE.</summary>
    public uint? Version { get; init; }

    /// <summary>When the sender made the message: Unix time in nanoseconds.</summary>
    public long? Timestamp { get; init; }

    /// <summary>Attributes of the application that are part of the hash, at most 64 bytes.</summary>
    public ReadOnlyMemory<byte>? Meta { get; init; }

    /// <summary>An opaque rate limit proof (17/WAKU2-RLN-RELAY).</summary>
    public ReadOnlyMemory<byte>? RateLimitProof { get; init; }

    /// <summary>Whether nodes should not archive the message.</summary>
    public bool? Ephemeral { get; init; }

    /// <summary>Whether the payload is a 26/WAKU2-PAYLOAD frame of version 1. Anything else is not to be opened as one.</summary>
    public bool HasPayloadV1 => Version == PayloadV1Version;

    /// <summary>
    /// A message as the deployed Status network sends them: version 1, an empty meta field that is present, and an explicit
    /// ephemeral flag (facts 8.6).
    /// </summary>
    public static WakuMessage ForStatus(
        ReadOnlyMemory<byte> frame,
        string contentTopic,
        long timestampNanoseconds,
        bool ephemeral = false
    ) =>
        new()
        {
            Payload = frame,
            ContentTopic = contentTopic,
            Version = PayloadV1Version,
            Timestamp = timestampNanoseconds,
            Meta = ReadOnlyMemory<byte>.Empty,
            Ephemeral = ephemeral,
        };

    /// <summary>The protobuf form; fields in the order of their numbers.</summary>
    /// <exception cref="InvalidOperationException">
    /// A field or the whole exceeds <see cref="WakuLimits"/>, so that no node would relay it.
    /// </exception>
    public byte[] Encode()
    {
        var encoded = ToProto().ToByteArray();
        return IsWithinLimits(encoded.Length)
            ? encoded
            : throw new InvalidOperationException(
                $"The Waku message is beyond the limits: {encoded.Length} of {WakuLimits.MaxMessageLength} bytes, "
                    + $"meta {Meta?.Length ?? 0} of {WakuLimits.MaxMetaLength}."
            );
    }

    /// <summary>Reads the protobuf form; unknown fields are dropped.</summary>
    /// <returns><see langword="false"/> for what is no such message or is beyond <see cref="WakuLimits"/>.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out WakuMessage? message)
    {
        message = null;
        if (encoded.Length > WakuLimits.MaxMessageLength || !ProtoReader.TryParse(Messages, encoded, out var proto))
            return false;
        var read = FromProto(proto);
        message = read.IsWithinLimits(encoded.Length) ? read : null;
        return message is not null;
    }

    private static WakuMessage FromProto(WakuMessageProto proto) =>
        new()
        {
            Payload = proto.Payload.Memory,
            ContentTopic = proto.ContentTopic,
            Version = proto.HasVersion ? proto.Version : null,
            Timestamp = proto.HasTimestamp ? proto.Timestamp : null,
            Meta = proto.HasMeta ? proto.Meta.Memory : default(ReadOnlyMemory<byte>?),
            RateLimitProof = proto.HasRateLimitProof ? proto.RateLimitProof.Memory : default(ReadOnlyMemory<byte>?),
            Ephemeral = proto.HasEphemeral ? proto.Ephemeral : null,
        };

    private WakuMessageProto ToProto()
    {
        var proto = new WakuMessageProto
        {
            Payload = UnsafeByteOperations.UnsafeWrap(Payload),
            ContentTopic = ContentTopic,
        };
        if (Version is { } version)
            proto.Version = version;
        if (Timestamp is { } timestamp)
            proto.Timestamp = timestamp;
        if (Meta is { } meta)
            proto.Meta = UnsafeByteOperations.UnsafeWrap(meta);
        if (RateLimitProof is { } proof)
            proto.RateLimitProof = UnsafeByteOperations.UnsafeWrap(proof);
        if (Ephemeral is { } ephemeral)
            proto.Ephemeral = ephemeral;
        return proto;
    }

    private bool IsWithinLimits(int encodedLength) =>
        encodedLength <= WakuLimits.MaxMessageLength
        && (Meta?.Length ?? 0) <= WakuLimits.MaxMetaLength
        && Encoding.UTF8.GetByteCount(ContentTopic) <= WakuLimits.MaxContentTopicLength;
}
