using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Tests.Support;

/// <summary>All that a silo keeps, as one immutable value: a test can look at it, and go back to it.</summary>
/// <param name="Entities">Records by kind and key.</param>
/// <param name="Onces">Receipts by kind, key and once-key in hex.</param>
/// <param name="Mailboxes">Mailboxes by installation.</param>
/// <param name="Listeners">Who listens where.</param>
/// <param name="Delivered">Ids that peers have acknowledged, in hex.</param>
/// <param name="Letters">Letters that have not been carried, in the order of their commits.</param>
internal sealed record MemoryContents(
    ImmutableSortedDictionary<string, StoredEntity> Entities,
    ImmutableDictionary<string, ReadOnlyMemory<byte>> Onces,
    ImmutableDictionary<InstallationKey, MemoryMailbox> Mailboxes,
    ImmutableList<TopicListener> Listeners,
    ImmutableHashSet<string> Delivered,
    ImmutableList<Letter> Letters
)
{
    /// <summary>Nothing.</summary>
    public static MemoryContents Empty { get; } =
        new(
            ImmutableSortedDictionary.Create<string, StoredEntity>(StringComparer.Ordinal),
            ImmutableDictionary<string, ReadOnlyMemory<byte>>.Empty,
            ImmutableDictionary<InstallationKey, MemoryMailbox>.Empty,
            [],
            [],
            []
        );
}

/// <summary>A mailbox: the messages that wait, and the origins of all that ever came.</summary>
internal sealed record MemoryMailbox(
    long LastSequence,
    long AcknowledgedSequence,
    ImmutableList<MailboxMessage> Messages,
    ImmutableHashSet<string> Origins
)
{
    /// <summary>A mailbox to which nothing came.</summary>
    public static MemoryMailbox Empty { get; } = new(0, 0, [], []);

    /// <summary>Whether what is in it has too many bytes.</summary>
    public bool HasNoRoom { get; init; }

    /// <summary>Where it stands.</summary>
    public MailboxStatus Status => new(LastSequence, AcknowledgedSequence, Messages.Count) { HasNoRoom = HasNoRoom };

    /// <summary>Appends a message unless it came before.</summary>
    public MemoryMailbox Append(MessageContent message)
    {
        var origin = $"{message.Sender}{Convert.ToHexString(message.MessageId.Span)}";
        return Origins.Contains(origin)
            ? this
            : this with
            {
                LastSequence = LastSequence + 1,
                Messages = Messages.Add(new(LastSequence + 1, message)),
                Origins = Origins.Add(origin),
            };
    }
}

/// <summary>
/// The store contract in memory, with the real codecs: what is read was encoded before. Once-keys do not expire; published
/// envelopes are put on a wire that the test carries.
/// </summary>
internal sealed class MemoryStore(ITopicTable topics) : IEntityCatalog, IMailboxStore, ISentMessages, IListenerStore
{
    private readonly Queue<Envelope> wire = new();

    /// <summary>What is stored.</summary>
    public MemoryContents Contents { get; set; } = MemoryContents.Empty;

    /// <summary>Reads an entity.</summary>
    public StoredEntity Read(string kind, string key, int parts) =>
        Contents.Entities.TryGetValue(Name(kind, key), out var stored)
            ? stored
            : new(0, [.. Enumerable.Repeat<byte[]?>(null, parts)]);

    /// <summary>The receipt of a once-key, if it was used up.</summary>
    public ReadOnlyMemory<byte>? FindOnce(string kind, string key, ReadOnlyMemory<byte> once) =>
        Contents.Onces.TryGetValue(OnceName(kind, key, once), out var receipt)
            ? receipt
            : default(ReadOnlyMemory<byte>?);

    /// <summary>Takes what was published since the last time.</summary>
    public IReadOnlyList<Envelope> TakePublished()
    {
        var taken = wire.ToList();
        wire.Clear();
        return taken;
    }

    /// <summary>The letter that is to be carried next; null when none waits.</summary>
    public Letter? NextLetter => Contents.Letters.FirstOrDefault();

    /// <summary>The letter that was next has been carried.</summary>
    public void MarkCarried() => Contents = Contents with { Letters = Contents.Letters.RemoveAt(0) };

    /// <summary>Writes a turn.</summary>
    public void Commit(EntityCommit commit, IReadOnlyList<string> parts)
    {
        var before = Read(commit.Kind, commit.Key, parts.Count);
        var after = commit.Writes.Aggregate(
            before.Parts,
            (written, write) => written.SetItem(parts.ToList().IndexOf(write.Part), write.Content.ToArray())
        );
        var entities = Contents.Entities.SetItem(Name(commit.Kind, commit.Key), new(before.Version + 1, after));
        var onces = commit.Onces.Aggregate(
            Contents.Onces,
            (used, once) => used.SetItem(OnceName(commit.Kind, commit.Key, once.Key), once.Receipt)
        );
        Contents = Contents with { Entities = entities, Onces = onces };
        foreach (var effect in commit.Effects)
            CarryOut(effect);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListKeysAsync(
        string kind,
        string prefix,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await Task.CompletedTask;
        var start = Name(kind, prefix);
        foreach (var name in Contents.Entities.Keys.Where(name => name.StartsWith(start, StringComparison.Ordinal)))
            yield return name[(kind.Length + 1)..];
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<MailboxMessage>> ReadMailboxAsync(
        InstallationKey mailbox,
        long afterSequence,
        int limit,
        CancellationToken cancellationToken
    ) => new([.. Mailbox(mailbox).Messages.Where(message => message.Sequence > afterSequence).Take(limit)]);

    /// <inheritdoc/>
    public Task<MailboxStatus> AcknowledgeAsync(
        InstallationKey mailbox,
        long upToSequence,
        CancellationToken cancellationToken
    )
    {
        var before = Mailbox(mailbox);
        var after = before with
        {
            AcknowledgedSequence = Math.Max(before.AcknowledgedSequence, upToSequence),
            Messages = before.Messages.RemoveAll(message => message.Sequence <= upToSequence),
        };
        Contents = Contents with { Mailboxes = Contents.Mailboxes.SetItem(mailbox, after) };
        return Task.FromResult(after.Status);
    }

    /// <inheritdoc/>
    public ValueTask<MailboxStatus> ReadMailboxStatusAsync(
        InstallationKey mailbox,
        CancellationToken cancellationToken
    ) => new(Mailbox(mailbox).Status);

    /// <inheritdoc/>
    public ValueTask<SentMessage?> FindSentAsync(
        InstallationKey sender,
        ReadOnlyMemory<byte> messageId,
        CancellationToken cancellationToken
    ) => new((SentMessage?)null);

    /// <inheritdoc/>
    public async IAsyncEnumerable<TopicListener> ReadListenersAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await Task.CompletedTask;
        foreach (var listener in Contents.Listeners)
            yield return listener;
    }

    private void CarryOut(Effect effect)
    {
        switch (effect)
        {
            case Effect.Publish publish:
                WakuMessage.TryDecode(publish.Envelope.Message.Encode(), out var message).ShouldBeTrue();
                wire.Enqueue(new Envelope(publish.Envelope.PubsubTopic, message!));
                break;
            case Effect.Post post:
                Contents = Contents with { Letters = Contents.Letters.Add(Stored(post.Letter)) };
                break;
            case Effect.Deliver deliver:
                var mailbox = Mailbox(deliver.Mailbox).Append(Stored(deliver.Message));
                Contents = Contents with { Mailboxes = Contents.Mailboxes.SetItem(deliver.Mailbox, mailbox) };
                break;
            case Effect.Listen listen:
                Contents = Contents with { Listeners = Contents.Listeners.Add(listen.Listener) };
                topics.Add(listen.Listener);
                break;
            case Effect.MarkDelivered mark:
                var id = Convert.ToHexString(mark.AcknowledgementId.Span);
                Contents = Contents with { Delivered = Contents.Delivered.Add(id) };
                break;
        }
    }

    private static MessageContent Stored(MessageContent message) =>
        MessageContentCodec.Decode(TestWorld.Curve, MessageContentCodec.Encode(message));

    private static Letter Stored(Letter letter)
    {
        letter.Body.Length.ShouldBeLessThanOrEqualTo(EngineLimits.MaxPartLength, "the real engines refuse the turn");
        return LetterCodec.Decode(LetterCodec.Encode(letter));
    }

    private MemoryMailbox Mailbox(InstallationKey key) =>
        Contents.Mailboxes.GetValueOrDefault(key, MemoryMailbox.Empty);

    private static string Name(string kind, string key) => $"{kind}:{key}";

    private static string OnceName(string kind, string key, ReadOnlyMemory<byte> once) =>
        $"{kind}:{key}:{Convert.ToHexString(once.Span)}";
}
