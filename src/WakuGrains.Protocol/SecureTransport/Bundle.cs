using System.Collections.Immutable;
using Google.Protobuf;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Protocol.SecureTransport;

/// <summary>One device in a bundle.</summary>
/// <param name="InstallationId">The device.</param>
/// <param name="SignedPrekey">Its signed prekey.</param>
/// <param name="Version">Counts the prekeys of the device; the highest is the current one.</param>
/// <param name="ProtocolVersion">1 or higher: the device can use the negotiated topic. Not covered by the signature.</param>
public sealed record BundleEntry(string InstallationId, PublicKey SignedPrekey, uint Version, uint ProtocolVersion);

/// <summary>
/// The devices of an identity with their signed prekeys, under one signature of the identity (facts 2.3). An instance is
/// verified by construction: it comes from <see cref="BundleSigner"/> or <see cref="BundleVerifier"/>. Immutable.
/// </summary>
public sealed class Bundle
{
    private readonly byte[] signature;
    private byte[]? encoded;

    internal Bundle(PublicKey identity, ImmutableArray<BundleEntry> entries, long timestamp, byte[] signature)
    {
        Identity = identity;
        SignedPrekeys = entries;
        TimestampNanoseconds = timestamp;
        this.signature = signature;
    }

    /// <summary>Whose devices they are.</summary>
    public PublicKey Identity { get; }

    /// <summary>The devices, in ascending order of the UTF-8 bytes of their ids.</summary>
    public ImmutableArray<BundleEntry> SignedPrekeys { get; }

    /// <summary>When it was signed: Unix time in nanoseconds; 0 when the signer gave none.</summary>
    public long TimestampNanoseconds { get; }

    /// <summary>R || S || V, 65 bytes.</summary>
    public ReadOnlySpan<byte> Signature => signature;

    /// <summary>
    /// The protobuf form: one bundle is attached to many messages, so it is written once and kept. Who calls at the same time
    /// may write it twice, with the same result.
    /// </summary>
    public ReadOnlyMemory<byte> Encode() => encoded ??= ToMessage().ToByteArray();

    /// <summary>The message to send, entries in order of their ids.</summary>
    public BundleMessage ToMessage()
    {
        var message = new BundleMessage
        {
            Identity = ByteString.CopyFrom(Identity.Compressed),
            Signature = ByteString.CopyFrom(signature),
            Timestamp = TimestampNanoseconds,
        };
        foreach (var entry in SignedPrekeys)
        {
            message.SignedPreKeys[entry.InstallationId] = new SignedPreKeyMessage
            {
                SignedPreKey = ByteString.CopyFrom(entry.SignedPrekey.Compressed),
                Version = entry.Version,
                ProtocolVersion = entry.ProtocolVersion,
            };
        }

        return message;
    }
}
