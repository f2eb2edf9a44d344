using System.Buffers;
using WakuGrains.Messages;

namespace WakuGrains.Client.InProcess;

/// <summary>The ids of messages, groups and keys as callers see them: <c>0x</c> and hex digits.</summary>
internal static class IdText
{
    private const string Prefix = "0x";
    private const int MessageIdLength = 32;

    /// <summary>An id as text.</summary>
    public static string Of(ReadOnlyMemory<byte> id) => Prefix + Convert.ToHexStringLower(id.Span);

    /// <summary>A group's id; the prefix may be missing, and the length is the model's to check.</summary>
    /// <exception cref="InvalidRequestException">These are no hex digits.</exception>
    public static ReadOnlyMemory<byte> ReadGroup(string text)
    {
        var hex = text.AsSpan(text.StartsWith(Prefix, StringComparison.Ordinal) ? Prefix.Length : 0);
        var id = new byte[hex.Length / 2];
        return Convert.FromHexString(hex, id, out _, out _) == OperationStatus.Done
            ? id
            : throw new InvalidRequestException("groupId", "group_id_invalid", "A group id is 0x and hex digits.");
    }

    /// <summary>A message's id.</summary>
    /// <exception cref="InvalidRequestException">It is none.</exception>
    public static ReadOnlyMemory<byte> ReadMessage(string text)
    {
        var id = new byte[MessageIdLength];
        return
            text.Length == Prefix.Length + 2 * MessageIdLength
            && text.StartsWith(Prefix, StringComparison.Ordinal)
            && Convert.FromHexString(text.AsSpan(Prefix.Length), id, out _, out _) == OperationStatus.Done
            ? id
            : throw new InvalidRequestException(
                "messageId",
                "message_id_invalid",
                "A message id is 0x and 64 hex digits."
            );
    }
}
