using System.Globalization;
using WakuGrains.Engine;

namespace WakuGrains.Embedded.Sqlite;

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

    /// <summary>The same for a letter that came from another store, by its number among those of its entity.</summary>
    public static string OfImportedLetter(string kind, int number) => OfLetter(kind, 0, number);

    /// <summary>The key of a topic listener.</summary>
    public static string OfListener(string contentTopic, TopicKind kind) => $"{(int)kind}:{contentTopic}";
}
