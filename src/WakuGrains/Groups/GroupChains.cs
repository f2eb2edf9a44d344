using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Groups;

/// <summary>The keys of a group: which one sends, which ones a header names, and how many are kept. Pure.</summary>
internal static class GroupChains
{
    /// <summary>Of two keys with one time the first by its name is the older, so that all members send with the same one.</summary>
    private static readonly Comparer<GroupChain> ByAge = Comparer<GroupChain>.Create(
        static (x, y) => Compare(x.Ratchet.Key, y.Ratchet.Key)
    );

    /// <summary>The chain that sends: the newest of those that may; null when there is none.</summary>
    public static GroupChain? ForSending(ImmutableArray<GroupChain> chains) =>
        chains.LastOrDefault(chain => chain.MaySend);

    /// <summary>The time of the newest key; 0 when there is none.</summary>
    public static ulong LastTimestamp(ImmutableArray<GroupChain> chains) =>
        chains.IsEmpty ? 0 : chains[^1].Ratchet.Key.TimestampMilliseconds;

    /// <summary>The chains that a header names, the newest first: deprecated ids are not unique.</summary>
    public static IEnumerable<GroupChain> Named(ImmutableArray<GroupChain> chains, HashRatchetHeaderMessage header) =>
        chains.Reverse().Where(chain => GroupHeaders.Names(header, chain.Ratchet.Key));

    /// <summary>
    /// Adds a copy of a key, unless it is there already. When there are too many of its sort, the oldest of that sort goes.
    /// </summary>
    public static ImmutableArray<GroupChain> Add(ImmutableArray<GroupChain> chains, GroupKey key, bool maySend)
    {
        var present = chains.FirstOrDefault(chain => chain.Ratchet.Key.KeyId.Span.SequenceEqual(key.KeyId.Span));
        if (present is not null)
            return present.MaySend || !maySend
                ? chains
                : Bound(chains.Replace(present, present with { MaySend = true }));
        var added = new GroupChain(HashRatchetState.Of(key.Clone()), maySend);
        var bounded = Bound(Insert(chains, added));
        if (bounded.Contains(added))
            return bounded;
        added.Ratchet.Dispose();
        return chains;
    }

    /// <summary>Whether the time of a key is not too far ahead.</summary>
    public static bool IsAcceptable(GroupKey key, Turn turn) =>
        key.TimestampMilliseconds <= turn.NowMilliseconds + (ulong)MessagingLimits.GroupKeyLead.TotalMilliseconds;

    private static ImmutableArray<GroupChain> Insert(ImmutableArray<GroupChain> chains, GroupChain added)
    {
        var index = chains.BinarySearch(added, ByAge);
        return chains.Insert(index < 0 ? ~index : index, added);
    }

    private static ImmutableArray<GroupChain> Bound(ImmutableArray<GroupChain> chains) =>
        Bound(
            Bound(chains, maySend: true, MessagingLimits.GroupKeys),
            maySend: false,
            MessagingLimits.ForeignGroupKeys
        );

    private static ImmutableArray<GroupChain> Bound(ImmutableArray<GroupChain> chains, bool maySend, int most) =>
        chains.Count(chain => chain.MaySend == maySend) > most
            ? chains.Remove(chains.First(chain => chain.MaySend == maySend))
            : chains;

    private static int Compare(GroupKey one, GroupKey other)
    {
        var byTime = one.TimestampMilliseconds.CompareTo(other.TimestampMilliseconds);
        return byTime != 0 ? byTime : one.KeyId.Span.SequenceCompareTo(other.KeyId.Span);
    }
}
