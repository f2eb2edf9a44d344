using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Google.Protobuf;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Inbound;

/// <summary>
/// Verifies bundles and remembers the ones that were: a peer attaches the same bundle to every message for a minute, and a
/// verification costs as much as a Diffie-Hellman.
/// </summary>
public sealed class VerifiedBundles(ISecp256k1 curve)
{
    // About 500 bytes each. A full cache starts afresh, which costs a verification and nothing else.
    private const int Capacity = 10_000;

    private readonly ConcurrentDictionary<MessageHash, Bundle> verified = new();

    /// <summary>Verifies all bundles of a message.</summary>
    /// <param name="messages">The bundles as they came.</param>
    /// <param name="bundles">The verified bundles; none when one of them was refused.</param>
    /// <returns>What is wrong with the first that is wrong: the whole message is refused then (facts 2.3).</returns>
    public BundleFault Verify(ImmutableArray<BundleMessage> messages, out ImmutableArray<Bundle> bundles)
    {
        var builder = ImmutableArray.CreateBuilder<Bundle>(messages.Length);
        bundles = [];
        foreach (var message in messages)
        {
            if (Verify(message, out var fault) is not { } bundle)
                return fault;
            builder.Add(bundle);
        }

        bundles = builder.MoveToImmutable();
        return BundleFault.None;
    }

    private Bundle? Verify(BundleMessage message, out BundleFault fault)
    {
        fault = BundleFault.None;
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(message.ToByteArray(), digest);
        var key = MessageHash.FromBytes(digest);
        if (verified.TryGetValue(key, out var known))
            return known;
        if (!BundleVerifier.TryVerify(message, curve, out var bundle, out fault))
            return null;
        if (verified.Count >= Capacity)
            verified.Clear();
        verified[key] = bundle;
        return bundle;
    }
}
