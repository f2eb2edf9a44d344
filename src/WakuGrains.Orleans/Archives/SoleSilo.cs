using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;
using WakuGrains.Orleans.Hosting;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Archives;

/// <summary>
/// Asks the cluster who is in it. A silo that crashed is in it until it is taken for dead, which this silo sees to by being
/// there.
/// </summary>
internal sealed partial class SoleSilo(
    IGrainFactory grains,
    ILocalSiloDetails self,
    IOptions<ClusterArchiveOptions> options,
    TimeProvider time,
    ILogger<SoleSilo> logger
) : ISoleSilo
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        var deadline = time.GetUtcNow() + options.Value.Patience;
        for (var isFirst = true; ; isFirst = false)
        {
            var others = await FindOthersAsync();
            if (others.Count == 0)
                return;
            if (time.GetUtcNow() >= deadline)
                throw Refusal(others);
            if (isFirst)
                Waiting(logger, others.Count);
            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    // Also those that only come or go: whoever is in the cluster may have read the data key.
    private async Task<IReadOnlyList<SiloAddress>> FindOthersAsync()
    {
        var hosts = await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: false);
        return
        [
            .. hosts
                .Where(host => host.Value != SiloStatus.Dead && !host.Key.Equals(self.SiloAddress))
                .Select(host => host.Key),
        ];
    }

    private static StoreUnavailableException Refusal(IReadOnlyList<SiloAddress> others)
    {
        var names = string.Join(
            ", ",
            others.Select(silo => string.Create(CultureInfo.InvariantCulture, $"{silo.Endpoint}"))
        );
        return new(
            $"The cluster has other silos ({names}): stop them first. One that crashed is taken for dead after a while; try again then."
        )
        {
            IsInUse = true,
        };
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Waiting for {Count} other silos of the cluster to end.")]
    private static partial void Waiting(ILogger logger, int count);
}
