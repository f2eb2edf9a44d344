using WakuGrains.Installations;

namespace WakuGrains.Orleans;

/// <summary>One of our own devices as a grain. Its key is the text of its <see cref="Engine.InstallationKey"/>.</summary>
[Alias("waku.IInstallationGrain")]
public interface IInstallationGrain : IInstallation, IGrainWithStringKey;
