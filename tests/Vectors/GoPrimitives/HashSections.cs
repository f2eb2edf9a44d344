using System.Text.Json;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Vectors.GoPrimitives;

/// <summary>Keccak-256 and AES-GCM with the nonce behind.</summary>
internal static class HashSections
{
    public static IEnumerable<IVectorSection> All =>
        [new CaseSection("keccak256", Hash), new CaseSection("aes_gcm_suffix", SealAndOpen)];

    private static void Hash(JsonElement vector, VectorCheck check)
    {
        var input = vector.Hex("input");
        if (vector.Has("length"))
            check.Equal("length", input.Length, vector.Number("length"));
        check.Bytes("hash", Keccak256.Hash(input), vector.Text("hash"));
        var inParts = new byte[Keccak256.Length];
        Keccak256.Hash(input.AsSpan(0, input.Length / 3), input.AsSpan(input.Length / 3), inParts);
        check.Bytes("hash in parts", inParts, vector.Text("hash"));
    }

    private static void SealAndOpen(JsonElement vector, VectorCheck check)
    {
        var plaintext = vector.Hex("plaintext");
        var output = new byte[plaintext.Length + AesGcmSuffix.Overhead];
        AesGcmSuffix.Seal(vector.Hex("key"), vector.Hex("nonce"), plaintext, output);
        check.Bytes("output", output, vector.Text("output"));
        var opened = new byte[plaintext.Length];
        check.Equal("opened", AesGcmSuffix.TryOpen(vector.Hex("key"), vector.Hex("output"), opened), true);
        check.Bytes("plaintext", opened, vector.Text("plaintext"));
    }
}
