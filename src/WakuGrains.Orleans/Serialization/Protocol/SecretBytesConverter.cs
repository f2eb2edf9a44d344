using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Orleans.Serialization.Cloning;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Orleans.Serialization.Protocol;

/// <summary>A <see cref="SecretBytes"/>. Whoever gets it may wipe it.</summary>
[GenerateSerializer]
internal struct SecretBytesSurrogate
{
    [Id(0)]
    public byte[] Bytes;
}

[RegisterConverter]
internal sealed class SecretBytesConverter : IConverter<SecretBytes, SecretBytesSurrogate>
{
    public SecretBytes ConvertFromSurrogate(in SecretBytesSurrogate surrogate)
    {
        var secret = new SecretBytes(surrogate.Bytes);
        CryptographicOperations.ZeroMemory(surrogate.Bytes);
        return secret;
    }

    public SecretBytesSurrogate ConvertToSurrogate(in SecretBytes value) => new() { Bytes = value.Span.ToArray() };
}

/// <summary>In a local call too the receiver gets a secret with a life of its own: either side may wipe its own.</summary>
[RegisterCopier]
internal sealed class SecretBytesCopier : IDeepCopier<SecretBytes>
{
    [return: NotNullIfNotNull(nameof(input))]
    public SecretBytes? DeepCopy(SecretBytes? input, CopyContext context) => input?.Clone();
}
