using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Identities;

/// <summary>An identity, addressed through an engine.</summary>
public interface IIdentity
{
    /// <summary>Creates it if it does not exist.</summary>
    Task<IdentityInfo> OpenAsync(CancellationToken cancellationToken);

    /// <summary>What anybody may know of it; null when it does not exist.</summary>
    Task<IdentityInfo?> FindAsync(CancellationToken cancellationToken);

    /// <summary>The identity key, for our own installations and sessions only; null when it does not exist.</summary>
    Task<KeyPair?> FindKeyPairAsync(CancellationToken cancellationToken);
}
