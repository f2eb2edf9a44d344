using System.Globalization;
using System.Text;

namespace WakuGrains.Orleans;

/// <summary>
/// Writes the keys of entities as keys of grains. Table storage allows few characters, and the official provider puts the same
/// one in place of all others, so that two keys could become one: here every key stays itself.
/// </summary>
public static class GrainKeys
{
    private const char Slash = '~';
    private const char Escape = '=';

    // What is no text would come out as the same bytes as other such.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The key of an entity's grain.</summary>
    /// <param name="entityKey">The entity's key as text, such as <see cref="Engine.SessionKey.ToString"/>.</param>
    /// <returns>Letters, digits and <c>. - _ : ~ =</c>.</returns>
    /// <exception cref="ArgumentException">It holds half of a surrogate pair.</exception>
    public static string Of(string entityKey)
    {
        ArgumentNullException.ThrowIfNull(entityKey);
        var key = new StringBuilder(entityKey.Length);
        foreach (var octet in Utf8.GetBytes(entityKey))
            Append(key, octet);
        return key.ToString();
    }

    /// <summary>The key of the entity of a grain.</summary>
    /// <exception cref="FormatException">It is not a key that <see cref="Of"/> makes.</exception>
    public static string Read(string grainKey)
    {
        ArgumentNullException.ThrowIfNull(grainKey);
        var octets = new List<byte>(grainKey.Length);
        for (var i = 0; i < grainKey.Length; i++)
            octets.Add(
                grainKey[i] switch
                {
                    Slash => (byte)'/',
                    Escape => ReadEscaped(grainKey, ref i),
                    var other when IsPlain(other) => (byte)other,
                    _ => throw NotAKey(),
                }
            );
        return Decode([.. octets]) is { } key && Of(key) == grainKey ? key : throw NotAKey();
    }

    // Of two spellings of a key one is wrong: an entity has one grain.
    private static string? Decode(byte[] octets)
    {
        try
        {
            return Utf8.GetString(octets);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static void Append(StringBuilder key, byte octet)
    {
        if (octet == (byte)'/')
            key.Append(Slash);
        else if (IsPlain((char)octet))
            key.Append((char)octet);
        else
            key.Append(Escape).Append(octet.ToString("X2", CultureInfo.InvariantCulture));
    }

    private static byte ReadEscaped(string key, ref int at)
    {
        if (
            at + 2 >= key.Length
            || !byte.TryParse(
                key.AsSpan(at + 1, 2),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var octet
            )
        )
            throw NotAKey();
        at += 2;
        return octet;
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ':';

    private static FormatException NotAKey() => new("Not the key of a grain.");
}
