using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Ports;
using WakuGrains.Storage;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>Encrypts what is stored, each for its place and within its bound. Knows no commits. Safe for concurrent use.</summary>
internal sealed class RecordSealer(StoreCipher cipher)
{
    /// <summary>A part of an entity, at the version that writes it.</summary>
    public SealedPart Part(string kind, string key, long version, PartWrite write)
    {
        Bound(write.Content.Length, EngineLimits.MaxPartLength, $"part '{write.Part}' of kind '{kind}'");
        return new(write.Part, cipher.Seal(kind, key, write.Part, version, write.Content.Span));
    }

    /// <summary>A once-key of an entity.</summary>
    // A receipt without content needs no encryption: there is nothing to hide and the key beside it is a hash.
    public SealedOnce Once(string kind, string key, OnceWrite once)
    {
        Bound(once.Key.Length, EngineLimits.MaxOnceKeyLength, "once-key");
        Bound(once.Receipt.Length, EngineLimits.MaxReceiptLength, "receipt");
        return new(
            once.Key.ToArray(),
            once.Receipt.IsEmpty ? [] : cipher.Seal(kind, key, Place.OfOnce(once.Key.Span), 0, once.Receipt.Span),
            once.KeptUntil.ToUnixTimeMilliseconds()
        );
    }

    /// <summary>A letter in the lane of its entity.</summary>
    public SealedEffect.Post Letter(string lane, string origin, Letter letter)
    {
        Bound(letter.Body.Length, EngineLimits.MaxPartLength, $"letter '{letter.Kind}'");
        return new(letter, origin, cipher.Seal(Place.LetterKind, lane, origin, 0, LetterCodec.Encode(letter)));
    }

    /// <summary>A message of a mailbox.</summary>
    public SealedEffect.Deliver Message(InstallationKey mailbox, MessageContent message)
    {
        var origin = cipher.Fingerprint(message.Sender, message.MessageId.Span);
        var encoded = MessageContentCodec.Encode(message);
        Bound(encoded.Length, EngineLimits.MaxPartLength, "message");
        return new(
            mailbox,
            origin,
            cipher.Seal(Place.MailboxKind, mailbox.ToString(), Place.OfMessage(origin), 0, encoded),
            message.ReceivedAt.ToUnixTimeMilliseconds()
        );
    }

    /// <summary>A topic that is listened to.</summary>
    public SealedEffect.Listen Listener(TopicListener listener)
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
