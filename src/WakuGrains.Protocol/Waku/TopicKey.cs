using System.Security.Cryptography;
using System.Text;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.Waku;

/// <summary>
/// The symmetric key of a Status topic, from the topic's name (facts 8.3). Who knows the name knows the key. Takes tens of
/// milliseconds: keep the result.
/// </summary>
public static class TopicKey
{
    /// <summary>Length of the key, in bytes: AES-256.</summary>
    public const int Length = 32;

    // 65 356, as deployed; not 65 536.
    private const int Iterations = 65_356;

    /// <summary>PBKDF2-HMAC-SHA256 over the name's UTF-8 bytes with an empty salt.</summary>
    public static SecretBytes Derive(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var password = Encoding.UTF8.GetBytes(name);
        var key = SecretBytes.Create(
            Length,
            output => Rfc2898DeriveBytes.Pbkdf2(password, [], output, Iterations, HashAlgorithmName.SHA256)
        );
        CryptographicOperations.ZeroMemory(password);
        return key;
    }
}
