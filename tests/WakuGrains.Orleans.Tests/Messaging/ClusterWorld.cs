using WakuGrains.Orleans.Tests.Cluster;

namespace WakuGrains.Orleans.Tests.Messaging;

/// <summary>What outlives the silos of a test: storage, reminders, and what went over the wire.</summary>
internal sealed class ClusterWorld
{
    public SharedMemory Memory { get; } = new();

    /// <summary>What becomes of a call of the storage.</summary>
    public Func<StorageCall, StorageFault> Faults { get; set; } = _ => StorageFault.None;

    public SharedReminders Reminders { get; } = new();

    public WireTap Wire { get; } = new();
}
