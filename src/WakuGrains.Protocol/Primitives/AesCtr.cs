using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace WakuGrains.Protocol.Primitives;

/// <summary>
/// AES-128 and AES-256 in counter mode with a 16-byte big-endian counter block (facts 3.2, 8.5). Unauthenticated: the
/// caller checks a code over the ciphertext first. Knows no protocol.
/// </summary>
public static class AesCtr
{
    /// <summary>Length of the first counter block, in bytes.</summary>
    public const int CounterLength = 16;

    private const int ChunkLength = 4096;

    /// <summary>Encrypts or decrypts, which is the same.</summary>
    /// <param name="key">16, 24 or 32 bytes.</param>
    /// <param name="counter">The first counter block, 16 bytes; it wraps around after all ones.</param>
    /// <param name="input">Any length, also empty.</param>
    /// <param name="output">As long as the input; may be the very same buffer.</param>
    /// <exception cref="ArgumentException">The counter or the output has another length.</exception>
    public static void Transform(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> counter,
        ReadOnlySpan<byte> input,
        Span<byte> output
    )
    {
        if (counter.Length != CounterLength)
            throw new ArgumentException($"The counter block must be {CounterLength} bytes.", nameof(counter));
        if (output.Length != input.Length)
            throw new ArgumentException("The output must be as long as the input.", nameof(output));

        if (AesCtrContext.IsUsable && AesCtrContext.ForKey(key.Length) is { } context)
            context.Transform(key, counter, input, output);
        else
            TransformByFramework(key, counter, input, output);
    }

    /// <summary>The way of a machine without OpenSSL.</summary>
    internal static void TransformByFramework(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> counter,
        ReadOnlySpan<byte> input,
        Span<byte> output
    )
    {
        using var aes = Aes.Create();
        aes.SetKey(key);
        var block = BinaryPrimitives.ReadUInt128BigEndian(counter);
        var stream = ArrayPool<byte>.Shared.Rent(Math.Min(WholeBlocks(input.Length), ChunkLength));
        for (var done = 0; done < input.Length; done += ChunkLength)
        {
            var length = Math.Min(input.Length - done, ChunkLength);
            var chunk = stream.AsSpan(0, WholeBlocks(length));
            block = FillCounters(chunk, block);
            aes.EncryptEcb(chunk, chunk, PaddingMode.None);
            Xor(input.Slice(done, length), chunk, output.Slice(done, length));
        }

        CryptographicOperations.ZeroMemory(stream);
        ArrayPool<byte>.Shared.Return(stream);
    }

    private static int WholeBlocks(int length) => (length + CounterLength - 1) / CounterLength * CounterLength;

    private static UInt128 FillCounters(Span<byte> chunk, UInt128 block)
    {
        for (; !chunk.IsEmpty; chunk = chunk[CounterLength..])
            BinaryPrimitives.WriteUInt128BigEndian(chunk, block++);
        return block;
    }

    private static void Xor(ReadOnlySpan<byte> input, ReadOnlySpan<byte> stream, Span<byte> output)
    {
        while (input.Length >= Vector<byte>.Count)
        {
            (new Vector<byte>(input) ^ new Vector<byte>(stream)).CopyTo(output);
            input = input[Vector<byte>.Count..];
            stream = stream[Vector<byte>.Count..];
            output = output[Vector<byte>.Count..];
        }

        for (var i = 0; i < input.Length; i++)
            output[i] = (byte)(input[i] ^ stream[i]);
    }
}
