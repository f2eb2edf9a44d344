using System.Collections.Concurrent;
using WakuGrains.Conformance;
using WakuGrains.Engine;

namespace WakuGrains.Orleans.Tests.Engine;

/// <summary>What a test and the ledgers in the silos share: the definition, and what the ledgers are to do.</summary>
internal sealed class LedgerHost
{
    private readonly ConcurrentDictionary<long, Func<IEntityRunner<Ledger>, Task>> tickets = new();
    private long last;

    /// <summary>How ledgers are stored; counts what is encoded.</summary>
    public LedgerDefinition Definition { get; set; } = new();

    /// <summary>Leaves something to do.</summary>
    public long Leave(Func<IEntityRunner<Ledger>, Task> work)
    {
        var ticket = Interlocked.Increment(ref last);
        tickets[ticket] = work;
        return ticket;
    }

    /// <summary>Takes what was left. A call that is made again finds it still.</summary>
    public Func<IEntityRunner<Ledger>, Task> Find(long ticket) => tickets[ticket];

    /// <summary>It is done.</summary>
    public void Forget(long ticket) => tickets.TryRemove(ticket, out _);
}
