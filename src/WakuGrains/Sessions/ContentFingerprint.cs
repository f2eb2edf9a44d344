using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Sessions;

/// <summary>SHA-256 of content: tells whether an idempotency key is used again for the same message.</summary>
internal static class ContentFingerprint
{
    public static byte[] Of(OutboundContent content) => Of(content, []);

    /// <summary>Of content for several identities, in any order; with none it is that of the content alone.</summary>
    public static byte[] Of(OutboundContent content, ImmutableArray<PublicKey> recipients)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (
            var recipient in recipients.Select(key => Convert.ToHexString(key.Compressed)).Order(StringComparer.Ordinal)
        )
            Append(hash, recipient);
        switch (content)
        {
            case OutboundContent.Text text:
                Append(hash, "text");
                Append(hash, text.Body);
                Append(hash, text.InReplyTo);
                break;
            case OutboundContent.Data data:
                Append(hash, "data");
                Append(hash, data.ContentType);
                Append(hash, data.InReplyTo);
                Append(hash, data.Body.Span);
                foreach (var (name, value) in data.Headers.OrderBy(header => header.Key, StringComparer.Ordinal))
                {
                    Append(hash, name);
                    Append(hash, value);
                }

                break;
            default:
                throw new ArgumentException("Not a kind of content.", nameof(content));
        }

        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, string text) => Append(hash, Encoding.UTF8.GetBytes(text));

    // Lengths keep two fields from running together.
    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }
}
