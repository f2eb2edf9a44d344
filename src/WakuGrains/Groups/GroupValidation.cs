using System.Collections.Immutable;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sending;

namespace WakuGrains.Groups;

/// <summary>Checks what a caller wants of a group, before any key is touched; each fault names its field.</summary>
internal static class GroupValidation
{
    public static void GroupId(ReadOnlyMemory<byte> groupId)
    {
        if (groupId.Length is 0 or > SecureTransportLimits.MaxGroupIdLength)
            throw new InvalidRequestException(
                "groupId",
                "group_id_invalid",
                $"A group id has 1 to {SecureTransportLimits.MaxGroupIdLength} bytes."
            );
    }

    public static void ChatId(string? chatId)
    {
        if (
            chatId is not null
            && (chatId.Length is 0 or > MessagingLimits.MaxChatIdLength || !SendValidation.IsValidUnicode(chatId))
        )
            throw new InvalidRequestException(
                "chatId",
                "chat_id_invalid",
                $"A chat id has 1 to {MessagingLimits.MaxChatIdLength} characters."
            );
    }

    public static ImmutableArray<PublicKey> Members(ISecp256k1 curve, ImmutableArray<string> members)
    {
        if (members.IsDefault || members.Length > SecureTransportLimits.MaxRekeyEntries)
            throw new InvalidRequestException(
                "members",
                "too_many_members",
                $"A rekey serves at most {SecureTransportLimits.MaxRekeyEntries} members."
            );
        return
        [
            .. members
                .Select(member =>
                    SendValidation.Identity(curve, member, "members", "member_invalid", "One of the members")
                )
                .Distinct(),
        ];
    }
}
