using System.Text.Json.Nodes;
using WakuGrains.PeerDriver.Json;

namespace WakuGrains.PeerDriver.Operations;

/// <summary>Answers one kind of request; errors are <see cref="DriverException"/>s.</summary>
internal delegate JsonObject Operation(Request request);

/// <summary>A family of operations.</summary>
internal interface IOperations
{
    /// <summary>The operations by name.</summary>
    IReadOnlyDictionary<string, Operation> Operations { get; }
}
