using System.Diagnostics.CodeAnalysis;
using System.Text;
using Google.Protobuf;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Protocol.Application;

/// <summary>
/// The text of a chat: a ChatMessage as a person's Status app writes and reads it (facts app layer 2.2, 2.4). Says nothing
/// about contact state: an omitted field 15 makes the deployed app react to nothing.
/// </summary>
/// <param name="Clock">The chat's Lamport clock, in milliseconds.</param>
/// <param name="TimestampMilliseconds">The sender's wall clock.</param>
/// <param name="Text">The text, as it came.</param>
/// <param name="ResponseTo">
/// The message id that it answers, as the sender wrote it, or empty; what is longer than an id answers nothing.
/// </param>
/// <param name="IsContactRequest">Whether it is the text of a contact request.</param>
/// <param name="DisplayName">The sender's name, or empty.</param>
/// <param name="ChatId">
/// The conversation as the sender wrote it, cut to <see cref="Application.ChatId.MaxLength"/>: only another device of the sender
/// goes by it.
/// </param>
public sealed record ChatText(
    ulong Clock,
    ulong TimestampMilliseconds,
    string Text,
    string ResponseTo,
    bool IsContactRequest,
    string DisplayName,
    string ChatId
)
{
    private const uint OneToOne = 1;
    private const uint PublicGroup = 2;
    private const uint PrivateGroup = 3;
    private const uint Community = 5;
    private const uint PlainText = 1;
    private const uint Status = 3;
    private const uint Emoji = 4;
    private const uint ContactRequest = 11;

    private static readonly MessageParser<ChatMessageProto> Parser = ChatMessageProto.Parser.WithDiscardUnknownFields(
        true
    );

    /// <summary>Builds a ChatMessage for one recipient.</summary>
    /// <param name="clock">From <see cref="ChatClock.Next"/>.</param>
    /// <param name="nowMilliseconds">Our wall clock, Unix time in milliseconds.</param>
    /// <param name="text">1 to <see cref="ApplicationLimits.MaxTextCodePoints"/> code points, not blank.</param>
    /// <param name="chatId">From <see cref="Application.ChatId"/>.</param>
    /// <param name="responseTo">The message id that it answers: 0x and lower-case hex, or empty.</param>
    /// <param name="displayName">A valid <see cref="Application.DisplayName"/>, or empty.</param>
    /// <exception cref="ArgumentException">
    /// Every deployed receiver would drop the message, or a text holds half of a surrogate pair.
    /// </exception>
    public static byte[] Build(
        ulong clock,
        ulong nowMilliseconds,
        string text,
        string chatId,
        string responseTo = "",
        string displayName = ""
    ) => Build(clock, nowMilliseconds, text, chatId, OneToOne, responseTo, displayName);

    /// <summary>Builds a ChatMessage for a group that has a key in common, which is what a community is.</summary>
    /// <param name="clock">From <see cref="ChatClock.Next"/>.</param>
    /// <param name="nowMilliseconds">Our wall clock, Unix time in milliseconds.</param>
    /// <param name="text">As for one recipient.</param>
    /// <param name="chatId">The group's chat id, not empty.</param>
    /// <param name="responseTo">As for one recipient.</param>
    /// <exception cref="ArgumentException">As for one recipient.</exception>
    public static byte[] BuildForGroup(
        ulong clock,
        ulong nowMilliseconds,
        string text,
        string chatId,
        string responseTo = ""
    )
    {
        Utf8Text.Require(chatId);
        return chatId.Length > 0
            ? Build(clock, nowMilliseconds, text, chatId, Community, responseTo, "")
            : throw new ArgumentException("The chat id is empty.", nameof(chatId));
    }

    private static byte[] Build(
        ulong clock,
        ulong nowMilliseconds,
        string text,
        string chatId,
        uint messageType,
        string responseTo,
        string displayName
    )
    {
        Utf8Text.Require(text);
        Utf8Text.Require(responseTo);
        if (responseTo.Length > ApplicationLimits.MessageIdTextLength)
            throw new ArgumentException("A message id is 0x and 64 hex digits.", nameof(responseTo));
        var fault = CheckText(text);
        if (fault != ChatFault.None)
            throw new ArgumentException($"The text would be dropped by its receiver: {fault}.", nameof(text));
        if (!Application.DisplayName.IsValid(displayName))
            throw new ArgumentException("The message would be dropped for its display name.", nameof(displayName));
        if (clock == 0 || nowMilliseconds == 0)
            throw new ArgumentException("Clock and time of a chat message are not 0.", nameof(clock));
        ArgumentException.ThrowIfNullOrEmpty(chatId);
        return new ChatMessageProto
        {
            Clock = clock,
            Timestamp = nowMilliseconds,
            Text = text,
            ResponseTo = responseTo,
            ChatId = chatId,
            MessageType = messageType,
            ContentType = PlainText,
            DisplayName = displayName,
        }.ToByteArray();
    }

    /// <summary>Reads and validates a ChatMessage as the deployed app does. Nothing of a peer throws.</summary>
    /// <param name="bytes">The payload of an application message of type <see cref="ApplicationMessageType.ChatMessage"/>.</param>
    /// <param name="wakuTimestampNanoseconds">The timestamp of the Waku message, against which the clock is checked.</param>
    /// <param name="chat">The text.</param>
    /// <param name="fault">Why it was refused, or <see cref="ChatFault.None"/>.</param>
    /// <param name="inGroup">Whether it came to a group, whose chats have other message types.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> bytes,
        long wakuTimestampNanoseconds,
        [NotNullWhen(true)] out ChatText? chat,
        out ChatFault fault,
        bool inGroup = false
    )
    {
        chat = null;
        fault = ChatFault.Malformed;
        if (!ProtoReader.TryParse(Parser, bytes, out var proto))
            return false;

        fault = Check(proto, wakuTimestampNanoseconds, inGroup);
        if (fault != ChatFault.None)
            return false;
        chat = new ChatText(
            proto.Clock,
            proto.Timestamp,
            proto.Text,
            ReadResponseTo(proto.ResponseTo),
            proto.ContentType == ContactRequest,
            proto.DisplayName,
            proto.ChatId.Length <= Application.ChatId.MaxLength
                ? proto.ChatId
                : proto.ChatId[..Application.ChatId.MaxLength]
        );
        return true;
    }

    private static ChatFault Check(ChatMessageProto proto, long wakuTimestampNanoseconds, bool inGroup)
    {
        if (!ChatClock.IsAcceptable(proto.Clock, wakuTimestampNanoseconds))
            return ChatFault.InvalidClock;
        if (proto.Timestamp == 0)
            return ChatFault.NoTimestamp;
        if (proto.ChatId.Length == 0)
            return ChatFault.NoChatId;
        if (CheckMessageType(proto.MessageType, inGroup) is var typeFault and not ChatFault.None)
            return typeFault;
        if (CheckContentType(proto.ContentType) is var contentFault and not ChatFault.None)
            return contentFault;
        if (CheckText(proto.Text) is var textFault and not ChatFault.None)
            return textFault;
        return Application.DisplayName.IsValid(proto.DisplayName) ? ChatFault.None : ChatFault.InvalidDisplayName;
    }

    // The deployed app shows a text that answers an unknown message (facts app layer 2.2), and so do we, without the id.
    private static string ReadResponseTo(string id) => id.Length > ApplicationLimits.MessageIdTextLength ? "" : id;

    // A bot that answers everywhere alike may write one-to-one texts to a group; the others name other chats.
    private static ChatFault CheckMessageType(uint messageType, bool inGroup) =>
        (messageType, inGroup) switch
        {
            (OneToOne, _) or (PublicGroup or PrivateGroup or Community, true) => ChatFault.None,
            (_, true) => ChatFault.NotOfGroup,
            _ => ChatFault.NotOneToOne,
        };

    private static ChatFault CheckContentType(uint contentType) =>
        contentType switch
        {
            PlainText or Status or Emoji or ContactRequest => ChatFault.None,
            0 or 5 or 6 or 15 or 16 or 17 => ChatFault.ForbiddenContentType,
            _ => ChatFault.NotText,
        };

    private static ChatFault CheckText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (string.IsNullOrWhiteSpace(text))
            return ChatFault.Blank;
        return CountCodePoints(text) > ApplicationLimits.MaxTextCodePoints ? ChatFault.TooLong : ChatFault.None;
    }

    private static int CountCodePoints(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
            count++;
        return count;
    }
}
