using WakuGrains.Sessions;

namespace WakuGrains.Orleans;

/// <summary>A session as a grain. Its key is the text of its <see cref="Engine.SessionKey"/>.</summary>
[Alias("waku.ISessionGrain")]
public interface ISessionGrain : ISession, IGrainWithStringKey;
