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
    /// <summary>Wraps content for a peer, or for several, each of whom sees it in the chat with the author.</summary>
    public static byte[] Wrap(OutboundContent content, ulong clock, KeyPair author, string chatId, Turn turn) =>
        Wrap(
            content,
            author,
            chatId,
            text => ChatText.Build(clock, turn.NowMilliseconds, text.Body, chatId, text.InReplyTo),
            turn
        );

    /// <summary>Wraps content for a group that has a key in common: its texts name the group's chat.</summary>
    public static byte[] WrapForGroup(OutboundContent content, ulong clock, KeyPair author, string chatId, Turn turn) =>
        Wrap(
            content,
            author,
            chatId,
            text => ChatText.BuildForGroup(clock, turn.NowMilliseconds, text.Body, chatId, text.InReplyTo),
            turn
        );

    private static byte[] Wrap(
        OutboundContent content,
        KeyPair author,
        string chatId,
        Func<OutboundContent.Text, byte[]> build,
        Turn turn
    ) =>
        content switch
        {
            OutboundContent.Text text => ApplicationMetadata.Wrap(
                turn.Curve,
                author,
                ApplicationMessageType.ChatMessage,
                build(text)
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
