namespace WakuGrains.Protocol.SecureTransport;

/// <summary>
/// What a message of the secure transport may hold. Everything here is checked before any signature is recovered and before
/// anything is decrypted, so that a stranger's bytes cost no more than their parsing.
/// </summary>
public static class SecureTransportLimits
{
    /// <summary>
    /// Longest serialised ProtocolMessage, in bytes. A Waku message of any network carries at most 1 MiB; segments put together
    /// (facts 1.6) may make more, which is only needed for pictures.
    /// </summary>
    public const int MaxMessageLength = 2 * 1024 * 1024;

    /// <summary>Longest installation id, in bytes of UTF-8. The network uses UUIDs (36); an id is part of every session's key.</summary>
    public const int MaxInstallationIdLength = 128;

    /// <summary>Bundles in one message. The network sends one; each costs a signature recovery.</summary>
    public const int MaxBundles = 4;

    /// <summary>Devices in one bundle. The network sends at most 3; each costs the decompression of a point and a record.</summary>
    public const int MaxBundleEntries = 16;

    /// <summary>Addressed devices in one message. The network sends at most 3, and one for a group; only one of them is read.</summary>
    public const int MaxEncryptedMessages = 16;
}
