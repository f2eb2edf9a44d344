namespace WakuGrains.Protocol.SecureTransport;

/// <summary>A receiving chain that a ratchet step has ended: a message of it is known by its number as a repeat.</summary>
/// <param name="Key">The sender's ratchet key of that chain.</param>
/// <param name="Length">Number of messages in it; all below are read, or skipped and in the key store.</param>
public readonly record struct RetiredChain(EncodedKey Key, uint Length);
