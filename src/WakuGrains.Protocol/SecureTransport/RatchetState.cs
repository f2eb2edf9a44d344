using System.Collections.Immutable;
using System.Security.Cryptography;

namespace WakuGrains.Protocol.SecureTransport;

/// <summary>
/// One Double Ratchet session as an immutable value: root key, both chains, our ratchet pair, the peer's ratchet key and the
/// counters (facts 3.3). The skipped message keys are apart, in a <see cref="MessageKeyStore"/>. Knows no curve and does
/// no cryptography. Every state owns a copy of its secrets, so that wiping one leaves all others whole.
/// </summary>
public sealed class RatchetState : IDisposable
{
    /// <summary>Length of a root, chain or private key in bytes.</summary>
    public const int KeyLength = 32;

    private readonly byte[] secrets = new byte[4 * KeyLength];
    private bool disposed;

    private RatchetState(EncodedKey ownKey) => OwnKey = ownKey;

    /// <summary>The root key, 32 bytes. Do not keep the span.</summary>
    public ReadOnlySpan<byte> RootKey => RootKeyBytes;

    /// <summary>The sending chain key, 32 bytes. Do not keep the span.</summary>
    public ReadOnlySpan<byte> SendingChainKey => SendingChainKeyBytes;

    /// <summary>The receiving chain key, 32 bytes. Do not keep the span.</summary>
    public ReadOnlySpan<byte> ReceivingChainKey => ReceivingChainKeyBytes;

    /// <summary>The private half of our ratchet pair, 32 bytes. Do not keep the span.</summary>
    public ReadOnlySpan<byte> OwnPrivateKey => OwnPrivateKeyBytes;

    /// <summary>The public half of our ratchet pair.</summary>
    public EncodedKey OwnKey { get; internal set; }

    /// <summary>The peer's ratchet key; none until a responder has received.</summary>
    public EncodedKey? RemoteKey { get; internal set; }

    /// <summary>Number of the next message to send.</summary>
    public uint SendingN { get; internal set; }

    /// <summary>Number of the next message expected in the receiving chain.</summary>
    public uint ReceivingN { get; internal set; }

    /// <summary>Length of our previous sending chain.</summary>
    public uint Pn { get; internal set; }

    /// <summary>Message keys derived for receiving so far: the age of skipped keys is measured with it.</summary>
    public ulong KeysCount { get; internal set; }

    /// <summary>Receiving chains before the current one, the latest last; at most <see cref="RatchetLimits.RetiredChains"/>.</summary>
    public ImmutableArray<RetiredChain> Retired { get; internal set; } = [];

    private byte[] Secrets
    {
        get
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return secrets;
        }
    }

    internal Span<byte> RootKeyBytes => Secrets.AsSpan(0, KeyLength);

    internal Span<byte> SendingChainKeyBytes => Secrets.AsSpan(KeyLength, KeyLength);

    internal Span<byte> ReceivingChainKeyBytes => Secrets.AsSpan(2 * KeyLength, KeyLength);

    internal Span<byte> OwnPrivateKeyBytes => Secrets.AsSpan(3 * KeyLength, KeyLength);

    /// <summary>Restores a state from a record of our own.</summary>
    /// <exception cref="ArgumentException">A key is not 32 bytes.</exception>
    public static RatchetState FromRecord(
        ReadOnlySpan<byte> rootKey,
        ReadOnlySpan<byte> sendingChainKey,
        ReadOnlySpan<byte> receivingChainKey,
        ReadOnlySpan<byte> ownPrivateKey,
        EncodedKey ownKey,
        EncodedKey? remoteKey,
        uint sendingN,
        uint receivingN,
        uint pn,
        ulong keysCount,
        ImmutableArray<RetiredChain> retired
    )
    {
        var state = new RatchetState(ownKey)
        {
            RemoteKey = remoteKey,
            SendingN = sendingN,
            ReceivingN = receivingN,
            Pn = pn,
            KeysCount = keysCount,
            Retired = retired,
        };
        CopyKey(rootKey, state.RootKeyBytes);
        CopyKey(sendingChainKey, state.SendingChainKeyBytes);
        CopyKey(receivingChainKey, state.ReceivingChainKeyBytes);
        CopyKey(ownPrivateKey, state.OwnPrivateKeyBytes);
        return state;
    }

    /// <summary>A copy to be moved on before anybody else sees it.</summary>
    internal RatchetState Clone() =>
        FromRecord(
            RootKey,
            SendingChainKey,
            ReceivingChainKey,
            OwnPrivateKey,
            OwnKey,
            RemoteKey,
            SendingN,
            ReceivingN,
            Pn,
            KeysCount,
            Retired
        );

    /// <summary>Wipes the secrets of this state; other states are not touched. A wiped state refuses to be used.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(secrets);
        disposed = true;
    }

    /// <summary>Public keys and counters; never a secret.</summary>
    public override string ToString() =>
        $"RatchetState(own {OwnKey}, remote {RemoteKey?.ToString() ?? "none"}, sending {SendingN}, receiving {ReceivingN}, pn {Pn})";

    private static void CopyKey(ReadOnlySpan<byte> key, Span<byte> destination)
    {
        if (key.Length != KeyLength)
            throw new ArgumentException("A key of a ratchet state has 32 bytes.", nameof(key));
        key.CopyTo(destination);
    }
}
