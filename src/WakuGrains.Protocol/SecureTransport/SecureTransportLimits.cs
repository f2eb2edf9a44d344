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

    /// <summary>
    /// Bytes of a group id: the network uses 33 for a community and 104 for a channel, whose id is text. It is a part of an
    /// entity's key, as hex.
    /// </summary>
    public const int MaxGroupIdLength = 128;

    /// <summary>Bytes of the id of a group key: a Keccak-256 hash.</summary>
    public const int MaxKeyIdLength = 32;

    /// <summary>Keys in one exchange. Each is hashed for its name; a group of ours keeps half as many.</summary>
    public const int MaxExchangedGroupKeys = 32;

    /// <summary>
    /// Entries of one public rekey, and so members that it serves: 60 bytes each, so that it travels in one envelope. Those at
    /// our own index are tried, all of them in the worst case.
    /// </summary>
    public const int MaxRekeyEntries = 1000;

    /// <summary>Highest number of a message under one group key: what the deployed network accepts (facts 5).</summary>
    public const uint MaxHashRatchetNumber = 100_000;

    /// <summary>
    /// Steps between two message keys that are kept in memory, so that a forged number costs so many and not 100 000: at most
    /// 101 keys of 32 bytes for each group key.
    /// </summary>
    public const int HashRatchetCheckpointInterval = 1000;
}
