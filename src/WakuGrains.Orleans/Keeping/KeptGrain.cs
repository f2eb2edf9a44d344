namespace WakuGrains.Orleans.Keeping;

/// <summary>A grain that is to live somewhere in the cluster at all times.</summary>
/// <param name="Duty">What it does there, for the log.</param>
/// <param name="EnsureAsync">Calls on it.</param>
internal sealed record KeptGrain(string Duty, Func<IGrainFactory, Task> EnsureAsync);
