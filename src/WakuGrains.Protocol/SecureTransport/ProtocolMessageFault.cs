namespace WakuGrains.Protocol.SecureTransport;

/// <summary>Why bytes were refused as a <see cref="ProtocolMessage"/>.</summary>
public enum ProtocolMessageFault
{
    /// <summary>They were not refused.</summary>
    None,

    /// <summary>Longer than <see cref="SecureTransportLimits.MaxMessageLength"/>.</summary>
    TooLong,

    /// <summary>No protobuf message of this kind.</summary>
    Malformed,

    /// <summary>An installation id longer than <see cref="SecureTransportLimits.MaxInstallationIdLength"/>.</summary>
    InstallationIdTooLong,

    /// <summary>More bundles than <see cref="SecureTransportLimits.MaxBundles"/>.</summary>
    TooManyBundles,

    /// <summary>More addressed devices than <see cref="SecureTransportLimits.MaxEncryptedMessages"/>.</summary>
    TooManyEntries,

    /// <summary>A key in a header does not have the length of a compressed public key.</summary>
    InvalidHeaderKey,

    /// <summary>A header of the hash ratchet holds more than <see cref="SecureTransportLimits"/> allow.</summary>
    GroupHeaderTooLarge,
}
