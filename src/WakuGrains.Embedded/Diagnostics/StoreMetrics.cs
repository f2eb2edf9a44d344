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

    public static Counter<long> Published { get; } =
        Meter.CreateCounter<long>("wakugrains.outbox.published", "{envelope}", "Envelopes that the node has taken.");

    public static Counter<long> Refused { get; } =
        Meter.CreateCounter<long>("wakugrains.outbox.refused", "{attempt}", "Attempts that the node did not take.");

    public static Counter<long> Carried { get; } =
        Meter.CreateCounter<long>("wakugrains.letters.carried", "{letter}", "Letters that were carried.");
}
