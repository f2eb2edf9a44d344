using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Installations;

/// <summary>A signed prekey of ours. It is kept after it was replaced, because a late X3DH may still use it (facts 2.4).</summary>
/// <param name="Pair">The key pair.</param>
/// <param name="Version">1 for the first, then one more for each.</param>
/// <param name="CreatedAt">When it was drawn; it is replaced after 24 hours.</param>
public sealed record OwnPrekey(KeyPair Pair, uint Version, DateTimeOffset CreatedAt);
