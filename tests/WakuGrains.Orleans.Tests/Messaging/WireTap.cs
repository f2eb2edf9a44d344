using System.Collections.Concurrent;
using WakuGrains.Engine;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Testing;

namespace WakuGrains.Orleans.Tests.Messaging;

/// <summary>Everything that any silo of a test has published, and what can be read of it with the keys of its bots.</summary>
internal sealed class WireTap
{
    private readonly ConcurrentDictionary<MessageHash, Envelope> envelopes = new();

    /// <summary>Different envelopes.</summary>
    public int Count => envelopes.Count;

    /// <summary>A node that is listened to.</summary>
    public IWakuNode Before(IWakuNode node) => new TappedNode(node, this);

    /// <summary>Which message keys everything between some bots was encrypted with.</summary>
    public async Task<KeyUse> ReadKeysAsync(
        IEntities entities,
        IReadOnlyCollection<TopicListener> listeners,
        params IdentityKey[] identities
    )
    {
        var keys = new List<KeyPair>();
        foreach (var identity in identities)
            keys.Add((await entities.Identity(identity).FindSecretsAsync(default))!.KeyPair);
        return ReadKeys(Secp256k1Provider.Select(CryptoPreference.Auto).Curve, listeners, keys);
    }

    /// <summary>Which message keys have encrypted what.</summary>
    public KeyUse ReadKeys(
        ISecp256k1 curve,
        IReadOnlyCollection<TopicListener> listeners,
        IReadOnlyCollection<KeyPair> identities
    )
    {
        var use = new KeyUse();
        foreach (var envelope in envelopes.Values)
        {
            var data = Open(curve, envelope.Message, listeners, identities);
            ProtocolMessage.TryDecode(data.Span, out var message, out _).ShouldBeTrue();
            foreach (var (_, entry) in message!.Entries)
                use.Add(entry);
        }

        return use;
    }

    private static ReadOnlyMemory<byte> Open(
        ISecp256k1 curve,
        WakuMessage message,
        IEnumerable<TopicListener> listeners,
        IEnumerable<KeyPair> identities
    )
    {
        var symmetric = listeners
            .Where(listener => listener.ContentTopic == message.ContentTopic && listener.SymmetricKey is not null)
            .Select(listener => PayloadV1.OpenSymmetric(curve, listener.SymmetricKey!.Span, message.Payload.Span));
        var asymmetric = identities.Select(key => PayloadV1.OpenAsymmetric(curve, key, message.Payload.Span));
        return symmetric.Concat(asymmetric).First(opening => opening.IsOpened).Data;
    }

    private sealed class TappedNode(IWakuNode node, WireTap tap) : IWakuNode
    {
        public string Name => node.Name;

        public Task PublishAsync(Envelope envelope, CancellationToken cancellationToken)
        {
            tap.envelopes[envelope.Hash] = envelope;
            return node.PublishAsync(envelope, cancellationToken);
        }

        public Task SubscribeAsync(IReadOnlyCollection<string> contentTopics, CancellationToken cancellationToken) =>
            node.SubscribeAsync(contentTopics, cancellationToken);

        public void Attach(IEnvelopeReceiver receiver) => node.Attach(receiver);

        public ValueTask<NodeHealth> CheckHealthAsync(CancellationToken cancellationToken) =>
            node.CheckHealthAsync(cancellationToken);
    }
}
