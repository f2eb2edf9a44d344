using System.Security.Cryptography;
using System.Text;
using WakuGrains.Messages;

namespace WakuGrains.Sessions;

/// <summary>SHA-256 of content: tells whether an idempotency key is used again for the same message.</summary>
internal static class ContentFingerprint
{
    public static byte[] Of(OutboundContent content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
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
