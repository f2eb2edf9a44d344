using WakuGrains.Conformance;
using WakuGrains.Engine;

namespace WakuGrains.Orleans.Tests.Engine;

/// <summary>Runs turns of a ledger by calls to its grain.</summary>
internal sealed class LedgerRunner(ILedgerGrain grain, LedgerHost host) : IEntityRunner<Ledger>
{
    public Task<TResult> TurnAsync<TResult>(
        Func<Ledger, Turn, Step<Ledger, TResult>> behaviour,
        CancellationToken cancellationToken
    ) => CallAsync(runner => runner.TurnAsync(behaviour, cancellationToken));

    public Task<TResult> TurnOnceAsync<TResult>(
        Once<TResult> once,
        Func<ReadOnlyMemory<byte>, TResult> replay,
        Func<Ledger, Turn, Step<Ledger, TResult>> behaviour,
        CancellationToken cancellationToken
    ) => CallAsync(runner => runner.TurnOnceAsync(once, replay, behaviour, cancellationToken));

    public Task<TResult> ReadAsync<TResult>(Func<Ledger, TResult> query, CancellationToken cancellationToken) =>
        CallAsync(runner => runner.ReadAsync(query, cancellationToken));

    private async Task<TResult> CallAsync<TResult>(Func<IEntityRunner<Ledger>, Task<TResult>> work)
    {
        TResult? result = default;
        var ticket = host.Leave(async runner => result = await work(runner));
        try
        {
            await grain.RunAsync(ticket);
            return result!;
        }
        finally
        {
            host.Forget(ticket);
        }
    }
}
