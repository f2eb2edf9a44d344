using System.Collections.Immutable;
using Orleans.Concurrency;
using WakuGrains.Engine;
using WakuGrains.Orleans.Activation;
using WakuGrains.Orleans.Placement;
using WakuGrains.Ports;
using WakuGrains.Sending;

namespace WakuGrains.Orleans.Grains;

/// <summary>What became of an installation's messages, in the cluster.</summary>
[GrainType(GrainTypes.SentLog)]
[IdentityPlacement]
[Reentrant]
internal sealed class SentLogGrain : EntityGrain<SentLogState>, ISentLogGrain
{
    private readonly SentLogEntity log;

    public SentLogGrain(ActivationServices services)
        : base(services, new SentLogDefinition()) =>
        log = new SentLogEntity(InstallationKey.Parse(Key), Runner, services.Curve, services.Time);

    public Task RecordAsync(ImmutableArray<SentUpdate> updates, CancellationToken ct) => log.RecordAsync(updates, ct);

    public Task<SentMessage?> FindAsync(ReadOnlyMemory<byte> messageId, CancellationToken ct) =>
        log.FindAsync(messageId, ct);
}
