using WakuGrains.Orleans.Bots;

namespace WakuGrains.Orleans.Tests.Bots;

/// <summary>A bot that writes down what it is given.</summary>
[Alias("test.IDiaryGrain")]
public interface IDiaryGrain : IWakuBotGrain;
