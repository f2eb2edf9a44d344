using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Sending;

/// <summary>The thin shell of <see cref="SentLog"/> over an engine's runner.</summary>
public sealed class SentLogEntity(
    InstallationKey key,
    IEntityRunner<SentLogState> runner,
    ISecp256k1 curve,
    TimeProvider time
) : ISentLog
{
    /// <inheritdoc/>
    public Task RecordAsync(ImmutableArray<SentUpdate> updates, CancellationToken cancellationToken) =>
        runner.TurnAsync((state, turn) => SentLog.Record(state, updates, turn), cancellationToken);

    /// <inheritdoc/>
    public Task<SentMessage?> FindAsync(ReadOnlyMemory<byte> messageId, CancellationToken cancellationToken) =>
        runner.ReadAsync(state => SentLookup.Find(state, messageId, time.GetUtcNow(), curve), cancellationToken);

    /// <summary>The key of the installation, for logs.</summary>
    public override string ToString() => $"SentLog({key})";
}
