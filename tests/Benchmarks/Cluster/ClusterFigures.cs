using System.Collections.Immutable;

namespace WakuGrains.Benchmarks.Cluster;

/// <summary>What one run measured.</summary>
/// <param name="Date">When it began.</param>
/// <param name="Machine">On what.</param>
/// <param name="LoadAverageBefore">Processes that wanted a core before it, on average over a minute; null where the system does not tell.</param>
/// <param name="LoadAverageAfter">The same after it.</param>
/// <param name="Versions">Of what.</param>
/// <param name="Curve">The curve library.</param>
/// <param name="Run">What was asked for.</param>
/// <param name="LeftOut">What could not be measured here and why; null when everything was.</param>
/// <param name="Engines">The engines under load.</param>
/// <param name="Calls">Calls of a single entity.</param>
/// <param name="Storage">Storage calls of a message.</param>
internal sealed record ClusterFigures(
    DateTimeOffset Date,
    string Machine,
    double? LoadAverageBefore,
    double? LoadAverageAfter,
    ClusterVersions Versions,
    string Curve,
    ClusterRun Run,
    string? LeftOut,
    ImmutableArray<EngineFigures> Engines,
    ImmutableArray<CallFigures> Calls,
    ImmutableArray<StorageFigures> Storage
);

/// <summary>One engine.</summary>
/// <param name="Engine">Which.</param>
/// <param name="Silos">Silos that share the work, all on this machine.</param>
/// <param name="Storage">What keeps everything.</param>
/// <param name="MessagesPerSecond">Messages delivered a second with all conversations writing.</param>
/// <param name="AcceptedP50Ms">Median time of a send call at the steady rate.</param>
/// <param name="AcceptedP99Ms">The same for all but one in a hundred.</param>
/// <param name="ReadableP50Ms">Median time from the send call until the recipient has read the message.</param>
/// <param name="ReadableP99Ms">The same for all but one in a hundred.</param>
/// <param name="StorageCallsPerSide">Storage calls of a message under full load, half of both sides; null of the embedded engine.</param>
/// <param name="ReachForStorageCallsPerSide">What is to be reached there.</param>
/// <param name="StorageCallsReached">Whether it is.</param>
/// <param name="ProcessorMicros">Processor time of a message under full load, in microseconds; without that of Azurite.</param>
/// <param name="AllocatedBytes">Bytes allocated for a message under full load.</param>
/// <param name="ActivationsPerSecond">Entities a second that are stored and come to memory.</param>
/// <param name="Lost">Messages that were accepted and are in no mailbox.</param>
/// <param name="Duplicated">Messages that are in a mailbox more than once.</param>
internal sealed record EngineFigures(
    string Engine,
    int Silos,
    string Storage,
    double MessagesPerSecond,
    double AcceptedP50Ms,
    double AcceptedP99Ms,
    double ReadableP50Ms,
    double ReadableP99Ms,
    double? StorageCallsPerSide,
    double ReachForStorageCallsPerSide,
    bool? StorageCallsReached,
    double ProcessorMicros,
    double AllocatedBytes,
    double ActivationsPerSecond,
    long Lost,
    long Duplicated
);

/// <summary>Calls of a single entity, one after another, with the storage in memory (of the embedded engine: SQLite).</summary>
/// <param name="Caller">Where the caller is, seen from the entity.</param>
/// <param name="ReadP50Micros">Median of a call that reads.</param>
/// <param name="ReadP99Micros">All but one in a hundred of those are as fast.</param>
/// <param name="TurnP50Micros">Median of a turn that commits.</param>
/// <param name="EngineP50Micros">Median of what is left of it without the storage.</param>
/// <param name="ReachForEngineMicros">What is to be reached there.</param>
/// <param name="Reached">Whether it is.</param>
internal sealed record CallFigures(
    string Caller,
    double ReadP50Micros,
    double ReadP99Micros,
    double TurnP50Micros,
    double EngineP50Micros,
    double ReachForEngineMicros,
    bool Reached
)
{
    /// <summary>What the engine may add to a turn, in microseconds.</summary>
    public const double ReachFor = 1000;
}
