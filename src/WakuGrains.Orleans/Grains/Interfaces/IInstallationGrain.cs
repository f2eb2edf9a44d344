using WakuGrains.Installations;

namespace WakuGrains.Orleans;

/// <summary>One of our own devices as a grain. Its key is that of its <see cref="Engine.InstallationKey"/> (<see cref="GrainKeys"/>).</summary>
[Alias("waku.IInstallationGrain")]
public interface IInstallationGrain : IInstallation, IGrainWithStringKey;
