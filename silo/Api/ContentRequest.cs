using System.Collections.Immutable;
using WakuGrains.Messages;

namespace WakuGrains.Silo.Api;

/// <summary>A body that holds what to send: text, or a body in base64 with its content type.</summary>
internal abstract record ContentRequest(
    string? Text,
    string? ContentType,
    byte[]? Body,
    ImmutableDictionary<string, string>? Headers,
    string? InReplyTo
)
{
    /// <summary>The content to send.</summary>
    /// <exception cref="InvalidRequestException">Not exactly one kind of content is there.</exception>
    public OutboundContent ToContent() =>
        (Text, Body) switch
        {
            (null, null) => throw new InvalidRequestException(
                "text",
                "content_missing",
                "Give a 'text', or a 'body' in base64 with its 'contentType'."
            ),
            (not null, not null) => throw new InvalidRequestException(
                "body",
                "content_ambiguous",
                "Give a 'text' or a 'body', not both."
            ),
            (not null, null) => ToText(Text),
            (null, not null) => ToData(Body),
        };

    private OutboundContent.Text ToText(string text)
    {
        if (ContentType is not null)
            throw new InvalidRequestException("contentType", "content_type_unexpected", "Text has no content type.");
        if (Headers is not null)
            throw new InvalidRequestException("headers", "headers_unexpected", "Text has no headers.");
        return new OutboundContent.Text(text, InReplyTo ?? "");
    }

    private OutboundContent.Data ToData(byte[] body)
    {
        if (Headers?.FirstOrDefault(header => header.Value is null).Key is { } name)
            throw new InvalidRequestException("headers", "header_null", $"The header '{name}' has no value.");
        return new OutboundContent.Data(
            Required.Field("contentType", ContentType),
            body,
            Headers ?? ImmutableDictionary<string, string>.Empty,
            InReplyTo ?? ""
        );
    }
}
