namespace WakuGrains.Testing;

/// <summary>What may have become of a record: cut at every place, changed at every byte.</summary>
public static class DamagedRecord
{
    /// <summary>The damaged records of one that is whole.</summary>
    public static IEnumerable<byte[]> Of(byte[] record)
    {
        ArgumentNullException.ThrowIfNull(record);
        for (var i = 0; i < record.Length; i++)
        {
            yield return record[..i];
            yield return [.. record[..i], (byte)(record[i] ^ 0x11), .. record[(i + 1)..]];
        }
    }
}
