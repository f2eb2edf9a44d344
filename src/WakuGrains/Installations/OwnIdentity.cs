using WakuGrains.Protocol.Primitives;
using WakuGrains.Trust;

namespace WakuGrains.Installations;

/// <summary>What an installation needs to know of its identity, and of what the host has chosen.</summary>
/// <param name="KeyPair">The identity key.</param>
/// <param name="TrustPolicy">With whom it converses.</param>
/// <param name="Settings">What was chosen about our devices.</param>
public sealed record OwnIdentity(KeyPair KeyPair, TrustPolicy TrustPolicy, InstallationSettings Settings)
{
    /// <summary>An identity that converses with everybody, with what the network uses.</summary>
    public static OwnIdentity Of(KeyPair keyPair) => new(keyPair, TrustPolicy.FirstUse, InstallationSettings.Default);

    /// <summary>The public key.</summary>
    public PublicKey PublicKey => KeyPair.PublicKey;

    /// <summary>The public part; never the key.</summary>
    public override string ToString() => $"OwnIdentity({PublicKey})";
}
