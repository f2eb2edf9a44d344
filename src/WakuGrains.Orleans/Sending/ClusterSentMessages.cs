using WakuGrains.Engine;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Sending;

/// <summary>What became of sent messages, in a cluster.</summary>
internal sealed class ClusterSentMessages(IGrainFactory grains) : ISentMessages
{
    /// <inheritdoc/>
    public async ValueTask<SentMessage?> FindSentAsync(
        InstallationKey sender,
        ReadOnlyMemory<byte> messageId,
        CancellationToken cancellationToken
    ) => await grains.GetGrain<ISentLogGrain>(GrainKeys.Of(sender.ToString())).FindAsync(messageId, cancellationToken);
}
