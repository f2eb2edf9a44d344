using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using WakuGrains.Messages;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Sending;

/// <summary>Checks what a caller wants sent, before any key is touched; each fault names its field.</summary>
internal static class SendValidation
{
    private const int MessageIdHexLength = 66;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private static readonly UTF8Encoding StrictUtf8 = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    public static PublicKey Recipient(ISecp256k1 curve, string recipient) =>
        Identity(curve, recipient, "to", "recipient_invalid", "The recipient");

    public static PublicKey Identity(ISecp256k1 curve, string identity, string field, string code, string who) =>
        IdentityText.TryParse(curve, identity.Trim(), out var key)
            ? key
            : throw new InvalidRequestException(
                field,
                code,
                $"{who} is no identity: give a zQ3sh… key, a 0x04… or compressed hex key, or a profile link."
            );

    /// <summary>The recipients of one message, each once, in the order of their first mention.</summary>
    public static ImmutableArray<PublicKey> Recipients(ISecp256k1 curve, ImmutableArray<string> recipients)
    {
        ImmutableArray<PublicKey> keys = [.. recipients.Select(recipient => Recipient(curve, recipient)).Distinct()];
        return keys.Length is >= 1 and <= MessagingLimits.MaxRecipients
            ? keys
            : throw new InvalidRequestException(
                "to",
                "recipients_out_of_range",
                $"A message has 1 to {MessagingLimits.MaxRecipients} recipients."
            );
    }

    public static void IdempotencyKey(string? key)
    {
        if (key is not null && key.Length is 0 or > MessagingLimits.MaxIdempotencyKeyLength)
            throw new InvalidRequestException(
                "idempotencyKey",
                "idempotency_key_invalid",
                $"An idempotency key has 1 to {MessagingLimits.MaxIdempotencyKeyLength} characters."
            );
    }

    public static void Content(OutboundContent content)
    {
        switch (content)
        {
            case OutboundContent.Text text:
                Text(text.Body);
                InReplyTo(text.InReplyTo);
                break;
            case OutboundContent.Data data:
                Data(data);
                InReplyTo(data.InReplyTo);
                break;
            default:
                throw new ArgumentException("Not a kind of content.", nameof(content));
        }
    }

    private static void Text(string body)
    {
        if (string.IsNullOrWhiteSpace(body))
            throw new InvalidRequestException("text", "text_blank", "The text is blank.");
        if (!IsValidUnicode(body))
            throw new InvalidRequestException("text", "text_not_unicode", "The text holds half of a surrogate pair.");
        if (body.EnumerateRunes().Count() > ApplicationLimits.MaxTextCodePoints)
            throw new InvalidRequestException(
                "text",
                "text_too_long",
                $"The text has more than {ApplicationLimits.MaxTextCodePoints} code points."
            );
    }

    private static void Data(OutboundContent.Data data)
    {
        if (data.ContentType.Length is 0 or > MessagingLimits.MaxContentTypeLength || !IsValidUnicode(data.ContentType))
            throw new InvalidRequestException(
                "contentType",
                "content_type_invalid",
                $"A content type has 1 to {MessagingLimits.MaxContentTypeLength} characters."
            );
        if (data.Body.Length > MessagingLimits.MaxBodyLength)
            throw new InvalidRequestException(
                "body",
                "body_too_long",
                $"The body has more than {MessagingLimits.MaxBodyLength} bytes."
            );
        var length = data.Headers.Sum(header => header.Key.Length + header.Value.Length);
        if (data.Headers.Count > MessagingLimits.MaxHeaders || length > MessagingLimits.MaxHeadersLength)
            throw new InvalidRequestException(
                "headers",
                "headers_too_large",
                $"There may be {MessagingLimits.MaxHeaders} headers of {MessagingLimits.MaxHeadersLength} characters in all."
            );
        if (!data.Headers.All(header => IsValidUnicode(header.Key) && IsValidUnicode(header.Value)))
            throw new InvalidRequestException(
                "headers",
                "headers_not_unicode",
                "A header holds half of a surrogate pair."
            );
    }

    private static void InReplyTo(string id)
    {
        var isId =
            id.Length == MessageIdHexLength
            && id.StartsWith("0x", StringComparison.Ordinal)
            && !id.AsSpan(2).ContainsAnyExcept(HexDigits);
        if (id.Length > 0 && !isId)
            throw new InvalidRequestException(
                "inReplyTo",
                "in_reply_to_invalid",
                "A message id is 0x and 64 lower-case hex digits."
            );
    }

    // A lone surrogate has no UTF-8 form, and a deployed receiver refuses the whole message (facts app layer 9).
    public static bool IsValidUnicode(string text)
    {
        try
        {
            _ = StrictUtf8.GetByteCount(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
