using WakuGrains.Engine.Lanes;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Effects;

/// <summary>The lane of one activation, which begins anew when there is something after it was done.</summary>
internal sealed class EntityLane<TEntry>(string name, int window, ILaneCourier<TEntry> courier)
    where TEntry : LaneEntry
{
    private readonly Lock gate = new();
    private Lane<TEntry>? lane;

    /// <summary>Completes when nothing is under way any more.</summary>
    public Task Retired
    {
        get
        {
            lock (gate)
                return lane?.Retired ?? Task.CompletedTask;
        }
    }

    /// <summary>There may be something to hand on.</summary>
    public void Recheck()
    {
        lock (gate)
        {
            if (lane?.TryRecheck() == true)
                return;
            lane = new Lane<TEntry>(name, window, courier, hasMoreInStore: true);
            lane.TryRecheck();
        }
    }
}
