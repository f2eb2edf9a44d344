using WakuGrains.Engine;
using WakuGrains.Messages;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Sessions;

/// <summary>
/// Wraps what a bot sends into a signed ApplicationMetadataMessage: text as a ChatMessage, anything else as our content message
/// under type 0 (facts 1.4; facts app layer 2.2).
/// </summary>
internal static class ApplicationContent
{
    public static byte[] Wrap(OutboundContent content, ulong clock, KeyPair author, string chatId, Turn turn) =>
        content switch
        {
            OutboundContent.Text text => ApplicationMetadata.Wrap(
                turn.Curve,
                author,
                ApplicationMessageType.ChatMessage,
                ChatText.Build(clock, turn.NowMilliseconds, text.Body, chatId, text.InReplyTo)
            ),
            OutboundContent.Data data => ApplicationMetadata.Wrap(
                turn.Curve,
                author,
                ApplicationMessageType.Unknown,
                new ContentMessage(data.ContentType, data.Body, data.Headers, data.InReplyTo)
                {
                    ChatId = chatId,
                }.Encode()
            ),
            _ => throw new ArgumentException("Not a kind of content.", nameof(content)),
        };
}
