using Orleans.Runtime;

namespace WakuGrains.Orleans.Bots;

/// <summary>
/// The one place in the cluster from which a bot's grain gets its messages. Its key is that of the bot's identity
/// (<see cref="GrainKeys"/>).
/// </summary>
[Alias("waku.IBotPumpGrain")]
internal interface IBotPumpGrain : IGrainWithStringKey
{
    /// <summary>Begins, unless it has begun already.</summary>
    /// <param name="bot">The bot's grain: silos that do not know its interface can call it by this.</param>
    /// <param name="includeSent">Whether it gets what other devices of its identity have sent too; otherwise that is skipped and acknowledged.</param>
    [Alias("EnsureAsync")]
    Task EnsureAsync(GrainId bot, bool includeSent);
}
