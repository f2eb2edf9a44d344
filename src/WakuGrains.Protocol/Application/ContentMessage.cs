using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Protocol.Application;

/// <summary>Why a content message was refused.</summary>
public enum ContentFault
{
    /// <summary>It was not refused.</summary>
    None,

    /// <summary>The bytes are no such message.</summary>
    Malformed,

    /// <summary>It names no content type.</summary>
    NoContentType,
}

/// <summary>Content of any media type between WakuGrains bots, under application type 0 (content.proto).</summary>
/// <param name="ContentType">A media type.</param>
/// <param name="Body">The content.</param>
/// <param name="Headers">Headers of the application.</param>
/// <param name="InReplyTo">The message id it answers, as text, or empty.</param>
public sealed record ContentMessage(
    string ContentType,
    ReadOnlyMemory<byte> Body,
    ImmutableDictionary<string, string> Headers,
    string InReplyTo
)
{
    /// <summary>The serialised form.</summary>
    public byte[] Encode()
    {
        var content = new Content
        {
            ContentType = ContentType,
            Body = UnsafeByteOperations.UnsafeWrap(Body),
            InReplyTo = InReplyTo,
        };
        foreach (var (name, value) in Headers)
            content.Headers[name] = value;
        return content.ToByteArray();
    }

    /// <summary>Reads the serialised form.</summary>
    public static bool TryDecode(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out ContentMessage? message,
        out ContentFault fault
    )
    {
        message = null;
        try
        {
            var content = Content.Parser.ParseFrom(bytes);
            fault = content.ContentType.Length == 0 ? ContentFault.NoContentType : ContentFault.None;
            if (fault == ContentFault.None)
                message = new(
                    content.ContentType,
                    content.Body.Memory,
                    content.Headers.ToImmutableDictionary(),
                    content.InReplyTo
                );
        }
        catch (InvalidProtocolBufferException)
        {
            fault = ContentFault.Malformed;
        }

        return message is not null;
    }
}
