namespace WakuGrains.Protocol.SecureTransport;

/// <summary>Why a bundle was refused.</summary>
public enum BundleFault
{
    /// <summary>It was not refused.</summary>
    None,

    /// <summary>More devices than <see cref="SecureTransportLimits.MaxBundleEntries"/>.</summary>
    TooManyEntries,

    /// <summary>An installation id longer than <see cref="SecureTransportLimits.MaxInstallationIdLength"/>.</summary>
    InstallationIdTooLong,

    /// <summary>The identity is no compressed point of the curve.</summary>
    InvalidIdentity,

    /// <summary>A signed prekey is no compressed point of the curve.</summary>
    InvalidPrekey,

    /// <summary>The signature is not 65 bytes, or no key can be recovered from it.</summary>
    InvalidSignature,

    /// <summary>The signature is somebody else's, or over another content.</summary>
    IdentityMismatch,
}
