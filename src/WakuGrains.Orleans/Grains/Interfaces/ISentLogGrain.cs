using WakuGrains.Sending;

namespace WakuGrains.Orleans;

/// <summary>What became of the messages of an installation, as a grain. Its key is that of its <see cref="Engine.InstallationKey"/> (<see cref="GrainKeys"/>).</summary>
[Alias("waku.ISentLogGrain")]
public interface ISentLogGrain : ISentLog, IGrainWithStringKey;
