using WakuGrains.Engine;
using WakuGrains.Messages;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Groups;

/// <summary>
/// Wraps what a bot sends to a group into a signed ApplicationMetadataMessage: as for one recipient, but for the chat that a
/// text names (facts 1.4; facts app layer 2.2). Data sync is not used in groups (facts app layer 4).
/// </summary>
internal static class GroupContent
{
    public static byte[] Wrap(OutboundContent content, ulong clock, KeyPair author, string chatId, Turn turn) =>
        content switch
        {
            OutboundContent.Text text => ApplicationMetadata.Wrap(
                turn.Curve,
                author,
                ApplicationMessageType.ChatMessage,
                ChatText.BuildForGroup(clock, turn.NowMilliseconds, text.Body, chatId, text.InReplyTo)
            ),
            OutboundContent.Data data => ApplicationMetadata.Wrap(
                turn.Curve,
                author,
                ApplicationMessageType.Unknown,
                new ContentMessage(data.ContentType, data.Body, data.Headers, data.InReplyTo).Encode()
            ),
            _ => throw new ArgumentException("Not a kind of content.", nameof(content)),
        };
}
