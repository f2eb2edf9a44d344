using System.Collections.Immutable;
using WakuGrains.PeerDriver.Json;

namespace WakuGrains.PeerDriver.Operations;

/// <summary>What the protocol of the driver has and this project does not: groups.</summary>
internal sealed class UnsupportedOperations : IOperations
{
    /// <summary>Their names.</summary>
    public static ImmutableArray<string> Names { get; } =
    ["group_key_new", "group_key_import", "group_key_exchange", "group_encrypt", "group_rekey"];

    public IReadOnlyDictionary<string, Operation> Operations { get; } =
        Names.ToDictionary(
            name => name,
            name => new Operation(
                (Request _) => throw new DriverException(ErrorKind.Unsupported, $"{name} is not supported")
            )
        );
}
