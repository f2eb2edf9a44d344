using System.Collections.Immutable;
using System.Globalization;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Ports;
using WakuGrains.Storage;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>
/// Makes a commit ready to be written, on the thread of its caller: many callers encrypt at once while the one writer writes.
/// What is wrong with a commit shows here and fails its caller alone.
/// </summary>
internal sealed class CommitSealer(StoreCipher cipher, TimeProvider time)
{
    /// <summary>Seals a commit.</summary>
    /// <exception cref="ArgumentException">Something is beyond <see cref="EngineLimits"/>.</exception>
    /// <exception cref="InvalidOperationException">An envelope is too large to travel.</exception>
    public SealedCommit Seal(EntityCommit commit) =>
        new(
            commit.Kind,
            commit.Key,
            commit.ExpectedVersion,
            [.. commit.Writes.Select(write => SealPart(commit, write))],
            [.. commit.Onces.Select(once => SealOnce(commit, once))],
            [.. commit.Effects.Select((effect, number) => SealEffect(commit, effect, number))]
        );

    private SealedPart SealPart(EntityCommit commit, PartWrite write)
    {
        Bound(write.Content.Length, EngineLimits.MaxPartLength, $"part '{write.Part}' of kind '{commit.Kind}'");
        return new(
            write.Part,
            cipher.Seal(commit.Kind, commit.Key, write.Part, commit.ExpectedVersion + 1, write.Content.Span)
        );
    }

    // A receipt without content needs no encryption: there is nothing to hide and the key beside it is a hash.
    private SealedOnce SealOnce(EntityCommit commit, OnceWrite once)
    {
        Bound(once.Key.Length, EngineLimits.MaxOnceKeyLength, "once-key");
        Bound(once.Receipt.Length, EngineLimits.MaxReceiptLength, "receipt");
        return new(
            once.Key.ToArray(),
            once.Receipt.IsEmpty
                ? []
                : cipher.Seal(commit.Kind, commit.Key, Place.OfOnce(once.Key.Span), 0, once.Receipt.Span),
            once.KeptUntil.ToUnixTimeMilliseconds()
        );
    }

    private SealedEffect SealEffect(EntityCommit commit, Effect effect, int number) =>
        effect switch
        {
            Effect.Publish publish => SealPublish(publish),
            Effect.Post post => SealPost(commit, post.Letter, number),
            Effect.Deliver deliver => SealDeliver(deliver),
            Effect.Listen listen => SealListener(listen.Listener),
            Effect.MarkDelivered mark => new SealedEffect.MarkDelivered(mark.AcknowledgementId.ToArray()),
            _ => throw new InvalidOperationException($"The store does not know the effect {effect.GetType().Name}."),
        };

    private SealedEffect.Publish SealPublish(Effect.Publish publish) =>
        new(
            publish.Envelope,
            publish.Envelope.Message.Encode(),
            publish.MessageId.ToArray(),
            publish.AcknowledgementId.ToArray(),
            time.GetUtcNow().ToUnixTimeMilliseconds()
        );

    private SealedEffect.Post SealPost(EntityCommit commit, Letter letter, int number)
    {
        Bound(letter.Body.Length, EngineLimits.MaxPartLength, $"letter '{letter.Kind}'");
        var origin = Place.OfLetter(commit.Kind, commit.ExpectedVersion + 1, number);
        return new(letter, origin, cipher.Seal(Place.LetterKind, commit.Key, origin, 0, LetterCodec.Encode(letter)));
    }

    private SealedEffect.Deliver SealDeliver(Effect.Deliver deliver)
    {
        var message = deliver.Message;
        var origin = cipher.Fingerprint([.. message.Sender.Compressed, .. message.MessageId.Span]);
        var encoded = MessageContentCodec.Encode(message);
        Bound(encoded.Length, EngineLimits.MaxPartLength, "message");
        return new(
            deliver.Mailbox,
            origin,
            cipher.Seal(Place.MailboxKind, deliver.Mailbox.ToString(), Place.OfMessage(origin), 0, encoded),
            message.ReceivedAt.ToUnixTimeMilliseconds()
        );
    }

    private SealedEffect.Listen SealListener(TopicListener listener)
    {
        var installation = listener.Installation.ToString();
        return new(
            installation,
            listener.ContentTopic,
            (long)listener.Kind,
            listener.SymmetricKey is { } key
                ? cipher.Seal(
                    Place.ListenerKind,
                    installation,
                    Place.OfListener(listener.ContentTopic, listener.Kind),
                    0,
                    key.Span
                )
                : null
        );
    }

    private static void Bound(int length, int max, string what)
    {
        if (length > max)
            throw new ArgumentException($"A {what} of {length} bytes is more than the {max} that a store takes.");
    }
}

/// <summary>Where what is encrypted belongs, as the cipher wants to know it.</summary>
internal static class Place
{
    /// <summary>The kind of messages.</summary>
    public const string MailboxKind = "mailbox";

    /// <summary>The kind of letters.</summary>
    public const string LetterKind = "letter";

    /// <summary>The kind of topic listeners.</summary>
    public const string ListenerKind = "listener";

    /// <summary>The receipt of a once-key.</summary>
    public static string OfOnce(ReadOnlySpan<byte> key) => "once:" + Convert.ToHexStringLower(key);

    /// <summary>A message in its mailbox.</summary>
    public static string OfMessage(ReadOnlySpan<byte> origin) => Convert.ToHexStringLower(origin);

    /// <summary>A letter among those of the entity that posted it: by the version that was committed and its number there.</summary>
    public static string OfLetter(string kind, long version, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}:{version}:{number}");

    /// <summary>The key of a topic listener.</summary>
    public static string OfListener(string contentTopic, TopicKind kind) => $"{(int)kind}:{contentTopic}";
}
