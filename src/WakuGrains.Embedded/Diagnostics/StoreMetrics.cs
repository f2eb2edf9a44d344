using System.Diagnostics.Metrics;
using WakuGrains.Diagnostics;

namespace WakuGrains.Embedded.Diagnostics;

/// <summary>What the embedded engine adds to the meter <see cref="Telemetry.Name"/>.</summary>
internal static class StoreMetrics
{
    private static readonly Meter Meter = new(Telemetry.Name);

    public static Histogram<int> GroupSize { get; } =
        Meter.CreateHistogram<int>("wakugrains.store.group.size", "{operation}", "Operations in one transaction.");

    public static Histogram<double> GroupDuration { get; } =
        Meter.CreateHistogram<double>("wakugrains.store.group.duration", "s", "Time of one transaction.");

    public static Counter<long> Faults { get; } =
        Meter.CreateCounter<long>("wakugrains.store.faults", "{transaction}", "Transactions that the disk refused.");

    public static UpDownCounter<int> ActiveEntities { get; } =
        Meter.CreateUpDownCounter<int>("wakugrains.entities.active", "{entity}", "Entities in memory.");
}
