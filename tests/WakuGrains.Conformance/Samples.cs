using System.Security.Cryptography;
using System.Text;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Conformance;

/// <summary>What the tests of engines and stores write.</summary>
public static class Samples
{
    /// <summary>When the tests take place.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A mailbox.</summary>
    public static readonly InstallationKey Mailbox = new(new("default", "bob"), "installation");

    /// <summary>The managed curve: the same on every machine.</summary>
    public static ISecp256k1 Curve { get; } = Secp256k1Provider.Select(CryptoPreference.Managed).Curve;

    /// <summary>A sender, by number.</summary>
    public static PublicKey Sender(byte number) =>
        KeyPair.FromPrivateKey(Curve, [.. Enumerable.Repeat(number, 32)]).PublicKey;

    /// <summary>A message whose id follows from its text.</summary>
    public static MessageContent Message(string text, byte sender = 1, DateTimeOffset? receivedAt = null)
    {
        var body = Encoding.UTF8.GetBytes(text);
        var at = receivedAt ?? Now;
        return new(SHA256.HashData(body), Sender(sender), "1", 1, "text/plain", body, [], "", 1, at, at);
    }

    /// <summary>A message for <see cref="Mailbox"/>.</summary>
    public static Effect.Deliver Deliver(string text, byte sender = 1, DateTimeOffset? receivedAt = null) =>
        new(Mailbox, Message(text, sender, receivedAt));

    /// <summary>An envelope to publish.</summary>
    public static Effect.Publish Publish(
        byte[] payload,
        string contentTopic = "/waku/1/0xcd423760/rfc26",
        byte[]? messageId = null,
        byte[]? acknowledgementId = null
    ) =>
        new(
            new Envelope(StatusTopics.DefaultPubsubTopic, WakuMessage.ForStatus(payload, contentTopic, 1)),
            messageId ?? [],
            acknowledgementId ?? []
        );

    /// <summary>A letter to post.</summary>
    public static Effect.Post Post(string text, string kind = "note") =>
        new(new Letter(kind, Encoding.UTF8.GetBytes(text)));

    /// <summary>A commit of one part.</summary>
    public static EntityCommit Commit(string key, long version, string content, params Effect[] effects) =>
        new("test", key, version, [new("main", Encoding.UTF8.GetBytes(content))], [], [.. effects]);

    /// <summary>The text of a message.</summary>
    public static string TextOf(MailboxMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Encoding.UTF8.GetString(message.Content.Body.Span);
    }

    /// <summary>The text of a letter.</summary>
    public static string TextOf(Letter letter)
    {
        ArgumentNullException.ThrowIfNull(letter);
        return Encoding.UTF8.GetString(letter.Body.Span);
    }

    /// <summary>Every letter that waits in a store, lane by lane.</summary>
    public static async Task<IReadOnlyList<LetterEntry>> ReadAllLettersAsync(this IEntityStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        var all = new List<LetterEntry>();
        await foreach (var lane in store.ListLetterLanesAsync(CancellationToken.None))
            all.AddRange(await store.ReadLettersAsync(lane, 0, 10_000, CancellationToken.None));
        return all;
    }

    /// <summary>Everything that waits in a store's outbox, lane by lane.</summary>
    public static async Task<IReadOnlyList<OutboxEntry>> ReadWholeOutboxAsync(this IEntityStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        var all = new List<OutboxEntry>();
        await foreach (var lane in store.ListOutboxLanesAsync(CancellationToken.None))
            all.AddRange(await store.ReadOutboxAsync(lane, 0, 10_000, CancellationToken.None));
        return all;
    }
}
