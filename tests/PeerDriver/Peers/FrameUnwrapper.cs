using WakuGrains.Engine;
using WakuGrains.PeerDriver.Json;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.PeerDriver.Peers;

/// <summary>A frame that was opened.</summary>
/// <param name="Kind">On which kind of topic.</param>
/// <param name="Data">What is inside.</param>
/// <param name="Signer">Who signed it; null when nobody did.</param>
internal sealed record UnwrappedFrame(string Kind, ReadOnlyMemory<byte> Data, PublicKey? Signer);

/// <summary>Opens frames with the keys of what a peer listens to.</summary>
internal sealed class FrameUnwrapper(ISecp256k1 curve, TopicKeyCache keys)
{
    public UnwrappedFrame Unwrap(DriverPeer peer, WakuMessage message)
    {
        if (!message.HasPayloadV1)
            throw new DriverException(ErrorKind.Unsupported, $"WakuMessage version {message.Version}");
        var trials = Trials(peer, message).ToList();
        if (trials.Count == 0)
            throw new DriverException(ErrorKind.NotListening, message.ContentTopic);

        var outcome = PayloadOutcome.NotForThisKey;
        foreach (var (kind, open) in trials)
        {
            var opening = open();
            if (opening.IsOpened)
                return new(kind, opening.Data, opening.Signer);
            outcome = opening.Outcome;
        }

        throw new DriverException(Kind(outcome), outcome.Code());
    }

    private IEnumerable<(string Kind, Func<PayloadOpening> Open)> Trials(DriverPeer peer, WakuMessage message)
    {
        foreach (var listener in peer.Topics.Find(message.ContentTopic))
            yield return (Channel.Name(listener.Kind), () => Open(peer, listener, message));
        foreach (var chat in peer.Chats.Select(StatusTopics.Chat))
        {
            if (chat.ContentTopic.ToString() == message.ContentTopic)
                yield return (
                    Channel.Public,
                    () => PayloadV1.OpenSymmetric(curve, keys.Of(chat).Span, message.Payload.Span)
                );
        }
    }

    private PayloadOpening Open(DriverPeer peer, TopicListener listener, WakuMessage message) =>
        listener.SymmetricKey is { } key
            ? PayloadV1.OpenSymmetric(curve, key.Span, message.Payload.Span)
            : PayloadV1.OpenAsymmetric(curve, peer.KeyPair, message.Payload.Span);

    private static string Kind(PayloadOutcome outcome) =>
        outcome switch
        {
            PayloadOutcome.NotForThisKey => ErrorKind.BadMac,
            PayloadOutcome.InvalidSignature => ErrorKind.BadSignature,
            _ => ErrorKind.Malformed,
        };
}
