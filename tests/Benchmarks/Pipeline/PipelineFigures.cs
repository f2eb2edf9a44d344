namespace WakuGrains.Benchmarks.Pipeline;

/// <summary>What the pipeline does.</summary>
/// <param name="MessagesPerSecond">Messages delivered to mailboxes, with several under way in each direction of each pair.</param>
/// <param name="PrimitivesPerSecond">The cryptography of so many messages alone, on every core, right afterwards.</param>
/// <param name="P50Ms">Median time from the send call until the recipient has read it from its mailbox, at a steady rate.</param>
/// <param name="P99Ms">The same, for all but one in a hundred.</param>
/// <param name="Lost">Messages that were accepted and are in no mailbox.</param>
/// <param name="Duplicated">Messages that are in a mailbox more than once.</param>
internal sealed record PipelineFigures(
    double MessagesPerSecond,
    double PrimitivesPerSecond,
    double P50Ms,
    double P99Ms,
    long Lost,
    long Duplicated
);

/// <summary>The figures and what explains them.</summary>
/// <param name="Crypto">The curve library.</param>
/// <param name="Pairs">Pairs of bots.</param>
/// <param name="Load">The closed loop.</param>
/// <param name="Costs">Where its time went.</param>
/// <param name="Figures">The figures.</param>
internal sealed record PipelineResult(
    string Crypto,
    int Pairs,
    LoadWindow Load,
    MessageCosts Costs,
    PipelineFigures Figures
);

/// <summary>Processor time of one message, in microseconds.</summary>
/// <param name="Total">Everything the process did.</param>
/// <param name="Cryptography">The primitives.</param>
/// <param name="Protobuf">Writing and reading every protobuf message and record.</param>
/// <param name="Writer">The thread that writes to the database; null where the system does not tell.</param>
internal readonly record struct MessageCosts(double Total, double Cryptography, double Protobuf, double? Writer);
