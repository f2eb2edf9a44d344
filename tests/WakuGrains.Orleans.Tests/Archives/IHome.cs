using WakuGrains.Conformance;
using WakuGrains.Engine;
using WakuGrains.Orleans.Tests.Messaging;
using WakuGrains.Testing;

namespace WakuGrains.Orleans.Tests.Archives;

/// <summary>A store of some engine, in which bots live and out of which they can move.</summary>
internal interface IHome : IDisposable
{
    NodeOutage Outage { get; }

    Task<ILife> ServeAsync();

    Task<IArchiveUnderTest> OpenArchiveAsync();
}

/// <summary>Bots that live.</summary>
internal interface ILife : IAsyncDisposable
{
    BotRequests Bots { get; }

    IEntities Entities { get; }

    Task<IReadOnlyCollection<TopicListener>> ListListenersAsync();
}
