using System.Diagnostics.CodeAnalysis;
using System.Text;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.Waku;

/// <summary>
/// A content topic (23/WAKU2-TOPICS): <c>/application/version/name/encoding</c>, with an optional generation <c>/0</c> in
/// front. Equal by value.
/// </summary>
/// <param name="Application">Name of the application; not empty.</param>
/// <param name="Version">The application's version; not empty.</param>
/// <param name="Name">Name of the topic; not empty.</param>
/// <param name="Encoding">Encoding of the payload; not empty.</param>
/// <param name="HasGeneration">Whether the generation is spelled out. The only one that exists is 0.</param>
public sealed record ContentTopic(
    string Application,
    string Version,
    string Name,
    string Encoding,
    bool HasGeneration = false
)
{
    private const string Generation = "0";
    private const int TopicHashLength = 4;

    /// <summary>The topic that Status derives from a name: the first four bytes of its Keccak-256 (facts 8.2).</summary>
    public static ContentTopic FromStatusName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Span<byte> hash = stackalloc byte[Keccak256.Length];
        Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(name), hash);
        return new("waku", "1", $"0x{Convert.ToHexStringLower(hash[..TopicHashLength])}", "rfc26");
    }

    /// <summary>Reads a topic strictly: no empty part, no part too many, no generation but 0.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ContentTopic? topic)
    {
        ArgumentNullException.ThrowIfNull(text);
        topic = null;
        if (!text.StartsWith('/') || System.Text.Encoding.UTF8.GetByteCount(text) > WakuLimits.MaxContentTopicLength)
            return false;
        var parts = text[1..].Split('/');
        topic =
            parts.Any(string.IsNullOrEmpty) ? null
            : parts is [var application, var version, var name, var encoding]
                ? new(application, version, name, encoding)
            : parts is [Generation, var newApplication, var newVersion, var newName, var newEncoding]
                ? new(newApplication, newVersion, newName, newEncoding, HasGeneration: true)
            : null;
        return topic is not null;
    }

    /// <summary>Reads a topic of our own configuration.</summary>
    /// <exception cref="FormatException">The text is no content topic.</exception>
    public static ContentTopic Parse(string text) =>
        TryParse(text, out var topic)
            ? topic
            : throw new FormatException($"Not a content topic of the form /application/version/name/encoding: {text}");

    /// <summary>The topic as it travels.</summary>
    public override string ToString() =>
        $"{(HasGeneration ? "/" + Generation : "")}/{Application}/{Version}/{Name}/{Encoding}";
}
