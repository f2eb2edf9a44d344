using WakuGrains.Identities;

namespace WakuGrains.Orleans;

/// <summary>An identity as a grain. Its key is that of its <see cref="Engine.IdentityKey"/> (<see cref="GrainKeys"/>).</summary>
[Alias("waku.IIdentityGrain")]
public interface IIdentityGrain : IIdentity, IGrainWithStringKey;
