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
        var left = new LedgerWork<TResult>(work);
        host.Leave(GrainKeys.Read(grain.GetPrimaryKeyString()), left);
        try
        {
            await grain.RunNextAsync();
        }
        catch (Exception) when (left.IsDone)
        {
            // The fault of this work or of another that changed places with it; each is told its own.
        }

        return await left.Result;
    }
}
