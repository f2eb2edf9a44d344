namespace WakuGrains.Protocol.Application;

/// <summary>Arithmetic in GF(2^8) modulo x^8 + x^4 + x^3 + x^2 + 1 (0x11D), generator 2. Addition is XOR.</summary>
internal static class Gf256
{
    private const int Polynomial = 0x11D;
    private const int GroupOrder = 255;

    private static readonly byte[] Exponentials = new byte[2 * GroupOrder];
    private static readonly byte[] Logarithms = new byte[256];

    // Row f holds f times every element, 64 KiB in all: restoring a message is mostly multiplication, and a stranger can cause it.
    private static readonly byte[] Products = new byte[256 * 256];

    static Gf256()
    {
        var power = 1;
        for (var exponent = 0; exponent < GroupOrder; exponent++)
        {
            Exponentials[exponent] = Exponentials[exponent + GroupOrder] = (byte)power;
            Logarithms[power] = (byte)exponent;
            power <<= 1;
            if (power > byte.MaxValue)
                power ^= Polynomial;
        }

        for (var a = 1; a < 256; a++)
        {
            for (var b = 1; b < 256; b++)
                Products[(256 * a) + b] = Exponentials[Logarithms[a] + Logarithms[b]];
        }
    }

    public static byte Multiply(byte a, byte b) => Products[(256 * a) + b];

    /// <summary>The inverse of a number that is not 0.</summary>
    public static byte Invert(byte a) => Exponentials[GroupOrder - Logarithms[a]];

    /// <summary>a to the power n; 0 to the power 0 is 1.</summary>
    public static byte Power(byte a, int n)
    {
        if (n == 0)
            return 1;
        return a == 0 ? (byte)0 : Exponentials[Logarithms[a] * n % GroupOrder];
    }

    /// <summary>target += factor · source, element by element; a shorter source counts as padded with zeros.</summary>
    public static void AddScaled(Span<byte> target, ReadOnlySpan<byte> source, byte factor)
    {
        if (factor == 0)
            return;
        var products = Products.AsSpan(256 * factor, 256);
        for (var i = 0; i < source.Length; i++)
            target[i] ^= products[source[i]];
    }
}
