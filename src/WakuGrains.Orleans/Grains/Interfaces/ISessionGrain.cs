using WakuGrains.Sessions;

namespace WakuGrains.Orleans;

/// <summary>A session as a grain. Its key is that of its <see cref="Engine.SessionKey"/> (<see cref="GrainKeys"/>).</summary>
[Alias("waku.ISessionGrain")]
public interface ISessionGrain : ISession, IGrainWithStringKey;
