using System.Collections.Concurrent;
using WakuGrains.Conformance;

namespace WakuGrains.Orleans.Tests.Engine;

/// <summary>What a test and the ledgers in the silos share: the definition, and what each ledger is to do, in order.</summary>
internal sealed class LedgerHost
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<LedgerWork>> left = new(StringComparer.Ordinal);

    /// <summary>How ledgers are stored; counts what is encoded.</summary>
    public LedgerDefinition Definition { get; set; } = new();

    /// <summary>Leaves something for a ledger to do.</summary>
    public void Leave(string ledger, LedgerWork work) => left.GetOrAdd(ledger, _ => new()).Enqueue(work);

    /// <summary>Takes what a ledger is to do next.</summary>
    public LedgerWork Take(string ledger) =>
        left[ledger].TryDequeue(out var work) ? work : throw new InvalidOperationException("Nothing was left to do.");
}
