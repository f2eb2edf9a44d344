using System.Collections.Immutable;
using WakuGrains.Devices;
using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Trust;

namespace WakuGrains.Installations;

/// <summary>What a session needs to know of our own side: a snapshot of the installation with its secrets.</summary>
/// <param name="Key">Which installation.</param>
/// <param name="Identity">The identity key.</param>
/// <param name="Bundle">The bundle to attach, freshly enough signed.</param>
/// <param name="Prekeys">Every signed prekey that still answers X3DH, oldest first; the last is the one in the bundle.</param>
public sealed record OwnDevice(InstallationKey Key, KeyPair Identity, Bundle Bundle, ImmutableArray<OwnPrekey> Prekeys)
{
    /// <summary>The other devices of the identity, paired or not.</summary>
    public ImmutableArray<KnownDevice> Siblings { get; init; } = [];

    /// <summary>What was chosen about our devices.</summary>
    public InstallationSettings Settings { get; init; } = InstallationSettings.Default;

    /// <summary>With whom the identity converses.</summary>
    public TrustPolicy TrustPolicy { get; init; }

    /// <summary>Whether there is another device that is to see the conversation.</summary>
    public bool HasPairedSiblings => Siblings.Any(sibling => sibling.IsEnabled);

    /// <summary>Finds the private half of a signed prekey of ours.</summary>
    public OwnPrekey? FindPrekey(EncodedKey signedPrekey)
    {
        ArgumentNullException.ThrowIfNull(signedPrekey);
        for (var i = Prekeys.Length - 1; i >= 0; i--)
            if (Prekeys[i].Pair.PublicKey.Compressed.SequenceEqual(signedPrekey.Bytes))
                return Prekeys[i];
        return null;
    }

    /// <summary>Whether a prekey is the one that is advertised now.</summary>
    public bool IsCurrent(EncodedKey signedPrekey)
    {
        ArgumentNullException.ThrowIfNull(signedPrekey);
        return Prekeys is [.., var newest] && newest.Pair.PublicKey.Compressed.SequenceEqual(signedPrekey.Bytes);
    }

    /// <summary>The public part; never a key.</summary>
    public override string ToString() => $"OwnDevice({Key})";
}
