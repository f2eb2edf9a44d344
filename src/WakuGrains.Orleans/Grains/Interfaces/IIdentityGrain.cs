using WakuGrains.Identities;

namespace WakuGrains.Orleans;

/// <summary>An identity as a grain. Its key is the text of its <see cref="Engine.IdentityKey"/>.</summary>
[Alias("waku.IIdentityGrain")]
public interface IIdentityGrain : IIdentity, IGrainWithStringKey;
