namespace WakuGrains.Vectors;

/// <summary>The byte patterns by which vector files name long inputs.</summary>
public static class Pattern
{
    /// <summary>The Go files' pattern(n): byte i is (i*7 + (i>>8)*13 + (i>>16)*29 + 3) mod 256.</summary>
    public static byte[] Go(long length) => Generate(length, i => (i * 7) + ((i >> 8) * 13) + ((i >> 16) * 29) + 3);

    /// <summary>The payload file's pattern: byte i is (i*31 + 7) mod 256.</summary>
    public static byte[] Js(long length) => Generate(length, i => (i * 31) + 7);

    private static byte[] Generate(long length, Func<long, long> byteAt)
    {
        var bytes = new byte[length];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)byteAt(i);
        return bytes;
    }
}
