using System.Diagnostics.CodeAnalysis;
using System.Text;
using Google.Protobuf;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Protocol.Application;

/// <summary>Why a chat message was refused (facts app layer 2.4, and its runs).</summary>
public enum ChatFault
{
    /// <summary>It was not refused.</summary>
    None,

    /// <summary>The bytes are no such message.</summary>
    Malformed,

    /// <summary>The clock is 0, or more than 120 seconds ahead of the Waku timestamp.</summary>
    InvalidClock,

    /// <summary>The timestamp is 0.</summary>
    InvalidTimestamp,

    /// <summary>The text is blank or longer than 4096 code points.</summary>
    InvalidText,

    /// <summary>The chat id is empty.</summary>
    InvalidChatId,

    /// <summary>It is not a one-to-one message.</summary>
    NotOneToOne,

    /// <summary>A content type that only means something locally, or none.</summary>
    InvalidContentType,
}

/// <summary>The text of a one-to-one chat: ChatMessage (facts app layer 2.2). Knows no signature and no clock but what it is told.</summary>
public static class ChatText
{
    /// <summary>Longest text, in code points.</summary>
    public const int MaxCodePoints = 4096;

    private const uint OneToOne = 1;
    private const uint PlainText = 1;
    private const ulong MaxClockLead = 120_000;

    /// <summary>Builds a text message.</summary>
    /// <param name="clock">The chat's clock, in milliseconds, not 0.</param>
    /// <param name="timestampMilliseconds">Wall clock, in milliseconds, not 0.</param>
    /// <param name="text">1 to 4096 code points, not blank.</param>
    /// <param name="recipient">Whom it is for: a one-to-one chat is named after the other party.</param>
    /// <param name="responseTo">The message id it answers, as text, or empty.</param>
    public static byte[] Build(
        ulong clock,
        ulong timestampMilliseconds,
        string text,
        PublicKey recipient,
        string responseTo
    )
    {
        ArgumentNullException.ThrowIfNull(recipient);
        return new ChatMessage
        {
            Clock = clock,
            Timestamp = timestampMilliseconds,
            Text = text,
            ResponseTo = responseTo,
            ChatId = IdentityText.Hex(recipient),
            MessageType = OneToOne,
            ContentType = PlainText,
        }.ToByteArray();
    }

    /// <summary>Reads a message and checks what a deployed receiver checks.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> payload,
        long wakuTimestampNanoseconds,
        [NotNullWhen(true)] out ChatMessage? chat,
        out ChatFault fault
    )
    {
        chat = null;
        if (!TryParse(payload, out var parsed))
        {
            fault = ChatFault.Malformed;
            return false;
        }

        fault = Check(parsed, wakuTimestampNanoseconds);
        chat = fault == ChatFault.None ? parsed : null;
        return chat is not null;
    }

    private static ChatFault Check(ChatMessage chat, long wakuTimestampNanoseconds)
    {
        // Deployed receivers cut the Waku timestamp to whole seconds first.
        var wakuMilliseconds = (ulong)Math.Max(0, wakuTimestampNanoseconds / 1_000_000_000) * 1000;
        return chat switch
        {
            { Clock: 0 } => ChatFault.InvalidClock,
            _ when chat.Clock > wakuMilliseconds + MaxClockLead => ChatFault.InvalidClock,
            { Timestamp: 0 } => ChatFault.InvalidTimestamp,
            _ when !IsText(chat.Text) => ChatFault.InvalidText,
            { ChatId: "" } => ChatFault.InvalidChatId,
            { MessageType: not OneToOne } => ChatFault.NotOneToOne,
            { ContentType: 0 or 5 or 6 or 15 or 16 or 17 } => ChatFault.InvalidContentType,
            _ => ChatFault.None,
        };
    }

    private static bool IsText(string text) =>
        !string.IsNullOrWhiteSpace(text) && text.EnumerateRunes().Count() <= MaxCodePoints;

    private static bool TryParse(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out ChatMessage? chat)
    {
        try
        {
            chat = ChatMessage.Parser.ParseFrom(payload);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            chat = null;
            return false;
        }
    }
}
