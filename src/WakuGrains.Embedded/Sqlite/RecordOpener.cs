using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;
using WakuGrains.Storage;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>Restores what <see cref="RecordSealer"/> sealed, each from its place. Safe for concurrent use.</summary>
/// <remarks>Each throws a <see cref="StateFormatException"/> when what is stored is not what was written.</remarks>
internal sealed class RecordOpener(StoreCipher cipher, ISecp256k1 curve)
{
    /// <summary>A part of an entity, at the version that wrote it; it must be there.</summary>
    public byte[] Part(string kind, string key, string part, long version, byte[]? stored) =>
        stored is not null
            ? cipher.Open(kind, key, part, version, stored)
            : throw new StateFormatException($"A stored record of kind '{kind}' is gone.");

    /// <summary>The receipt of a once-key.</summary>
    public ReadOnlyMemory<byte> Receipt(string kind, string key, ReadOnlySpan<byte> onceKey, byte[] stored) =>
        stored.Length == 0 ? stored : cipher.Open(kind, key, Place.OfOnce(onceKey), 0, stored);

    /// <summary>A letter of a lane.</summary>
    public Letter Letter(string lane, string origin, byte[] stored) =>
        LetterCodec.Decode(cipher.Open(Place.LetterKind, lane, origin, 0, stored));

    /// <summary>A message of a mailbox.</summary>
    public MessageContent Message(string mailbox, byte[] origin, byte[] stored) =>
        MessageContentCodec.Decode(curve, cipher.Open(Place.MailboxKind, mailbox, Place.OfMessage(origin), 0, stored));

    /// <summary>A topic that is listened to.</summary>
    public TopicListener Listener(string installation, string topic, TopicKind kind, byte[]? key) =>
        new(
            InstallationKey.Parse(installation),
            topic,
            kind,
            key is null
                ? null
                : new SecretBytes(cipher.Open(Place.ListenerKind, installation, Place.OfListener(topic, kind), 0, key))
        );

    /// <summary>An envelope; it is ciphertext and stored as it is.</summary>
    public static Envelope Envelope(string pubsubTopic, byte[] encoded) =>
        WakuMessage.TryDecode(encoded, out var message)
            ? new Envelope(pubsubTopic, message)
            : throw new StateFormatException("An envelope in the outbox is damaged.");
}
