using Microsoft.Data.Sqlite;
using WakuGrains.Engine;
using WakuGrains.Storage;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>
/// The key of the fingerprints of a store whose content came from another one: it recognises the messages that were acknowledged
/// there. A store without it makes fingerprints with a key derived from its data key.
/// </summary>
internal static class FingerprintKey
{
    private const string Kind = "meta";
    private const string Name = "fingerprint_key";

    /// <summary>Lets a cipher use the store's key, if it has one.</summary>
    /// <exception cref="StateFormatException">The key is not what was written.</exception>
    public static void Load(SqliteConnection connection, StoreCipher cipher)
    {
        if (StoreMeta.Read(connection, Name) is { } stored)
            cipher.UseFingerprintKey(cipher.Open(Kind, Name, "", 0, stored));
    }

    /// <summary>Takes over another store's key, before there is a message.</summary>
    public static void Adopt(
        SqliteConnection connection,
        SqliteTransaction transaction,
        StoreCipher cipher,
        ReadOnlySpan<byte> key
    )
    {
        cipher.UseFingerprintKey(key);
        StoreMeta.Write(connection, transaction, Name, cipher.Seal(Kind, Name, "", 0, key));
    }
}
