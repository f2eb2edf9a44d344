using Microsoft.Extensions.Logging;
using WakuGrains.Embedded.Lanes;
using WakuGrains.Engine.Lanes;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Embedded.Letters;

/// <summary>
/// Hands committed letters to the carrier: one at a time for each entity that posts, many entities at once, the same letter again
/// until it is taken.
/// </summary>
internal sealed class LetterDispatcher(
    IEntityStore store,
    Func<ILetterCarrier?> carrier,
    TimeProvider time,
    IRandomSource random,
    ILogger<LetterDispatcher> logger
)
    : LaneService<LetterEntry>(
        new LetterStore(store),
        new LetterTraffic(carrier, logger),
        Window,
        Concurrency,
        time,
        random
    )
{
    // A letter may build on what the one before has brought about.
    private const int Window = 1;

    // Each is a turn of an entity or a few: enough that many of them share a transaction of the store.
    private const int Concurrency = 64;
}
