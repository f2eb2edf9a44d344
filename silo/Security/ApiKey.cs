using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Silo.Hosting;

namespace WakuGrains.Silo.Security;

/// <summary>
/// The key that callers of the API show. Made at the first start, kept in a file that only the owner may read, compared by
/// hash so that the time it takes tells nothing.
/// </summary>
internal sealed class ApiKey
{
    private const string Prefix = "wg_";
    private const int RandomLength = 32;
    private const int DraftLength = 9;

    private readonly byte[] hash;

    private ApiKey(string text, bool isNew)
    {
        Text = text;
        IsNew = isNew;
        hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>The key.</summary>
    public string Text { get; }

    /// <summary>Whether it was made just now.</summary>
    public bool IsNew { get; }

    /// <summary>Whether what a caller shows is the key.</summary>
    public bool Matches(string presented) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(presented)), hash);

    /// <summary>Reads the key, making it when there is none.</summary>
    /// <exception cref="SiloException">The file cannot be read or written, or is empty.</exception>
    public static ApiKey Load(DataDirectory data, IRandomSource random)
    {
        try
        {
            return TryRead(data) is { } text ? new ApiKey(text, isNew: false) : Create(data, random);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SiloException($"The API key {data.ApiKeyFile} cannot be used: {exception.Message}", exception);
        }
    }

    /// <summary>Reads the key; null when there is none.</summary>
    /// <exception cref="SiloException">The file is empty.</exception>
    public static string? TryRead(DataDirectory data)
    {
        if (!File.Exists(data.ApiKeyFile))
            return null;
        var text = File.ReadAllText(data.ApiKeyFile).Trim();
        return text.Length > 0
            ? text
            : throw new SiloException($"The API key {data.ApiKeyFile} is empty; delete the file to get a new key.");
    }

    // Silos of a cluster may share the directory and start at once: the first whole file counts.
    private static ApiKey Create(DataDirectory data, IRandomSource random)
    {
        var text = Prefix + Draw(random, RandomLength);
        var draft = $"{data.ApiKeyFile}.{Draw(random, DraftLength)}";
        try
        {
            Write(draft, text);
            File.Move(draft, data.ApiKeyFile);
            return new ApiKey(text, isNew: true);
        }
        catch (IOException) when (TryRead(data) is not null)
        {
            return new ApiKey(TryRead(data)!, isNew: false);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static string Draw(IRandomSource random, int length)
    {
        Span<byte> bytes = stackalloc byte[length];
        random.Fill(bytes, RandomPurpose.Storage);
        return Base64Url.EncodeToString(bytes);
    }

    private static void Write(string path, string text)
    {
        using var file = new StreamWriter(PrivateFile.Create(path));
        file.WriteLine(text);
    }
}
