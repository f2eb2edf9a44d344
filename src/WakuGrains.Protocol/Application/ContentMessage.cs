using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Protocol.Application;

/// <summary>
/// Anything that is not text, between bots of this project: the content of an application message of type
/// <see cref="ApplicationMessageType.Unknown"/>, which the deployed app ignores.
/// </summary>
/// <param name="ContentType">A media type.</param>
/// <param name="Body">The content.</param>
/// <param name="Headers">Whatever the sender wants to say about it.</param>
/// <param name="InReplyTo">The message id that it answers: 0x and lower-case hex, or empty.</param>
public sealed record ContentMessage(
    string ContentType,
    ReadOnlyMemory<byte> Body,
    ImmutableDictionary<string, string> Headers,
    string InReplyTo
)
{
    /// <summary>The conversation, from <see cref="Application.ChatId"/>, or empty: only another device of the sender goes by it.</summary>
    public string ChatId { get; init; } = "";

    private static readonly MessageParser<ContentProto> Parser = ContentProto.Parser.WithDiscardUnknownFields(true);

    /// <summary>The protobuf form, headers in order of their names.</summary>
    /// <exception cref="ArgumentException">
    /// The receiver would refuse it for its <see cref="ContentFault"/>, or a text holds half of a surrogate pair.
    /// </exception>
    public byte[] Encode()
    {
        var fault = Check(ContentType, Headers, InReplyTo);
        if (fault != ContentFault.None)
            throw new ArgumentException($"The content would be refused by its receiver: {fault}.");
        Utf8Text.Require(ContentType);
        Utf8Text.Require(InReplyTo);
        var proto = new ContentProto
        {
            ContentType = ContentType,
            Body = UnsafeByteOperations.UnsafeWrap(Body),
            InReplyTo = InReplyTo,
            ChatId = ChatId,
        };
        foreach (var (name, value) in Headers.OrderBy(header => header.Key, StringComparer.Ordinal))
        {
            Utf8Text.Require(name);
            Utf8Text.Require(value);
            proto.Headers[name] = value;
        }

        return proto.ToByteArray();
    }

    /// <summary>Reads a content. Nothing of a peer throws.</summary>
    /// <param name="bytes">The payload of an application message of type 0.</param>
    /// <param name="message">The content.</param>
    /// <param name="fault">Why it was refused, or <see cref="ContentFault.None"/>.</param>
    public static bool TryDecode(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out ContentMessage? message,
        out ContentFault fault
    )
    {
        message = null;
        fault = ProtoReader.TryParse(Parser, bytes, out var proto)
            ? Check(proto.ContentType, proto.Headers, proto.InReplyTo)
            : ContentFault.Malformed;
        if (fault != ContentFault.None)
            return false;
        message = new(
            proto!.ContentType,
            proto.Body.Memory,
            proto.Headers.ToImmutableDictionary(StringComparer.Ordinal),
            proto.InReplyTo
        )
        {
            ChatId = proto.ChatId.Length <= Application.ChatId.MaxLength ? proto.ChatId : "",
        };
        return true;
    }

    private static ContentFault Check(
        string contentType,
        IEnumerable<KeyValuePair<string, string>> headers,
        string inReplyTo
    )
    {
        if (contentType.Length == 0)
            return ContentFault.NoContentType;
        if (contentType.Length > ApplicationLimits.MaxContentTypeLength)
            return ContentFault.ContentTypeTooLong;
        if (headers.Count() > ApplicationLimits.MaxHeaders)
            return ContentFault.TooManyHeaders;
        if (headers.Sum(header => header.Key.Length + header.Value.Length) > ApplicationLimits.MaxHeadersLength)
            return ContentFault.HeadersTooLong;
        return inReplyTo.Length <= ApplicationLimits.MessageIdTextLength
            ? ContentFault.None
            : ContentFault.InReplyToTooLong;
    }
}

/// <summary>Why bytes were refused as a <see cref="ContentMessage"/>.</summary>
public enum ContentFault
{
    /// <summary>They were not refused.</summary>
    None,

    /// <summary>No protobuf message of this kind.</summary>
    Malformed,

    /// <summary>It does not say what it is.</summary>
    NoContentType,

    /// <summary>Its content type has more than <see cref="ApplicationLimits.MaxContentTypeLength"/> characters.</summary>
    ContentTypeTooLong,

    /// <summary>More headers than <see cref="ApplicationLimits.MaxHeaders"/>.</summary>
    TooManyHeaders,

    /// <summary>More characters in its headers than <see cref="ApplicationLimits.MaxHeadersLength"/>.</summary>
    HeadersTooLong,

    /// <summary>What it answers is longer than a message id.</summary>
    InReplyToTooLong,
}
