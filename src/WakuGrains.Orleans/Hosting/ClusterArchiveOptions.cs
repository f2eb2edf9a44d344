using System.ComponentModel.DataAnnotations;

namespace WakuGrains.Orleans.Hosting;

/// <summary>Options of a silo that exports or imports.</summary>
public sealed class ClusterArchiveOptions
{
    /// <summary>How long it waits until other silos of the cluster have stopped, or are taken for dead.</summary>
    /// <value>A minute by default.</value>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(1);
}
