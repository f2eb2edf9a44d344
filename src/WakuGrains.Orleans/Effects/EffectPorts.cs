using Microsoft.Extensions.Logging;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Orleans.Effects;

/// <summary>What effects need of their silo.</summary>
/// <param name="Node">Where envelopes go.</param>
/// <param name="Carrier">Who takes letters, asked for with the first one: it needs the entities, and they need the effects.</param>
/// <param name="PublishWindow">How many envelopes of one entity may be under way.</param>
/// <param name="Time">The clock of the pauses.</param>
/// <param name="Random">Their jitter.</param>
/// <param name="Logger">Where faults are told.</param>
internal sealed record EffectPorts(
    IWakuNode Node,
    Func<ILetterCarrier?> Carrier,
    int PublishWindow,
    TimeProvider Time,
    IRandomSource Random,
    ILogger Logger
);
