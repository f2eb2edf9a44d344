using System.Collections.Immutable;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Topics;

namespace WakuGrains.Interop.Tests.Devices;

/// <summary>Opens the frames of two identities, with their private keys, to see for whom a message was encrypted.</summary>
internal sealed class Wiretap
{
    private static readonly ISecp256k1 Curve = Secp256k1Provider.Select(CryptoPreference.Auto).Curve;

    private readonly ILookup<string, Func<byte[], (PayloadOpening Opening, Func<string, string?> Recipient)>> keys;

    /// <summary>Listens to two identities.</summary>
    /// <param name="one">The private key of the one, in hex.</param>
    /// <param name="other">The private key of the other, in hex.</param>
    public Wiretap(string one, string other)
    {
        KeyPair[] pairs = [Pair(one), Pair(other)];
        keys = pairs.SelectMany(pair => Own(pair)).Append(Between(pairs)).ToLookup(key => key.Topic, key => key.Open);
    }

    /// <summary>Reads an envelope.</summary>
    public Sighting Read(Envelope envelope, ImmutableArray<INetworkDevice> reached)
    {
        var payload = envelope.Message.Payload.ToArray();
        var (opening, recipient) = keys[envelope.Message.ContentTopic]
            .Select(open => open(payload))
            .First(result => result.Opening.IsOpened);
        if (!ProtocolMessage.TryDecode(opening.Data.Span, out var message, out var fault))
            throw new InvalidOperationException($"{envelope} holds no message: {fault}.");
        var sender = opening.Signer!.ToString();
        return new(
            envelope,
            sender,
            message.InstallationId,
            message.PublicMessage.IsEmpty ? recipient(sender) : null,
            [.. message.Entries.Keys],
            [.. message.Bundles.SelectMany(bundle => bundle.SignedPreKeys.Keys)],
            reached
        );
    }

    private static KeyPair Pair(string privateKey) => KeyPair.FromPrivateKey(Curve, Convert.FromHexString(privateKey));

    private static IEnumerable<Key> Own(KeyPair pair)
    {
        var identity = pair.PublicKey;
        var (contactCode, negotiated) = (StatusTopics.ContactCode(identity), NegotiatedTopic.Of(Curve, pair, identity));
        yield return Symmetric(contactCode.ContentTopic.ToString(), contactCode.DeriveKey(), _ => identity.ToString());
        yield return Symmetric(negotiated.ContentTopic, negotiated.Key, _ => identity.ToString());
        foreach (var topic in (StatusTopic[])[StatusTopics.Partitioned(identity), StatusTopics.Personal(identity)])
            yield return new(
                topic.ContentTopic.ToString(),
                payload => (PayloadV1.OpenAsymmetric(Curve, pair, payload), _ => identity.ToString())
            );
    }

    private static Key Between(KeyPair[] pairs)
    {
        var negotiated = NegotiatedTopic.Of(Curve, pairs[0], pairs[1].PublicKey);
        string[] identities = [.. pairs.Select(pair => pair.PublicKey.ToString())];
        return Symmetric(
            negotiated.ContentTopic,
            negotiated.Key,
            sender => identities.Single(identity => identity != sender)
        );
    }

    private static Key Symmetric(string topic, SecretBytes key, Func<string, string?> recipient) =>
        new(topic, payload => (PayloadV1.OpenSymmetric(Curve, key.Span, payload), recipient));

    private sealed record Key(
        string Topic,
        Func<byte[], (PayloadOpening Opening, Func<string, string?> Recipient)> Open
    );
}
