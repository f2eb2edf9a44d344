using Orleans;
using WakuGrains.Orleans.Bots;

namespace OrleansBot;

/// <summary>The bot's grain.</summary>
[Alias("sample.IEchoGrain")]
internal interface IEchoGrain : IWakuBotGrain;
