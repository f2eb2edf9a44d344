using System.Security.Cryptography;
using System.Text;

namespace WakuGrains.Client;

/// <summary>
/// The idempotency key of a reply: the same for the same content in the same place, so that a handler that runs again does
/// not answer again, and another for another answer. Knows nothing of the transport.
/// </summary>
internal static class ReplyKey
{
    private const int DigestCharacters = 32;

    public static string Make(string messageId, int ordinal, OutgoingContent content) =>
        $"reply-{messageId}-{ordinal}-{Convert.ToHexStringLower(Digest(content))[..DigestCharacters]}";

    private static byte[] Digest(OutgoingContent content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        switch (content)
        {
            case TextContent text:
                Append(hash, Encoding.UTF8.GetBytes(text.Text));
                break;
            case DataContent data:
                Append(hash, Encoding.UTF8.GetBytes(data.ContentType));
                Append(hash, data.Body.Span);
                foreach (var (name, value) in Sorted(data.Headers))
                    Append(hash, Encoding.UTF8.GetBytes($"{name}\0{value}"));
                break;
            default:
                throw new ArgumentException("Not a kind of content.", nameof(content));
        }

        return hash.GetHashAndReset();
    }

    private static IEnumerable<KeyValuePair<string, string>> Sorted(IReadOnlyDictionary<string, string>? headers) =>
        headers is null ? [] : headers.OrderBy(header => header.Key, StringComparer.Ordinal);

    // Each part with its length, so that two contents never run together into the same bytes.
    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        hash.AppendData(BitConverter.GetBytes(part.Length));
        hash.AppendData(part);
    }
}
