using Orleans.Runtime;

namespace WakuGrains.Orleans.Tests.Cluster;

/// <summary>What is done with a row.</summary>
internal enum StorageOperation
{
    Read,
    Write,
    Clear,
}

/// <summary>How a call of a storage goes wrong.</summary>
public enum StorageFault
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>Nothing is done.</summary>
    Before,

    /// <summary>It is done, and the answer is lost.</summary>
    After,
}

/// <summary>One call of a storage.</summary>
/// <param name="Operation">What is done.</param>
/// <param name="Grain">Whose row it is.</param>
/// <param name="Row">The row's name.</param>
internal sealed record StorageCall(StorageOperation Operation, GrainId Grain, string Row);
