using FsCheck;
using FsCheck.Fluent;
using WakuGrains.Orleans.Tests.Cluster;

namespace WakuGrains.Orleans.Tests.Storage;

/// <summary>What happens to an entity and its storage.</summary>
internal enum StorageAct
{
    Commit,
    Carry,
    Tidy,
    DeleteSuperseded,
    FindOnce,
    Reload,
    Restart,
    PassTime,
}

/// <summary>One thing that happens, and a call of the storage that goes wrong while it does.</summary>
/// <param name="Act">What happens.</param>
/// <param name="Pick">What it is about follows from this.</param>
/// <param name="Fault">How a call goes wrong.</param>
/// <param name="At">Which one does, counted from 0.</param>
internal sealed record StorageStep(StorageAct Act, int Pick, StorageFault Fault, int At);

/// <summary>Generates what happens; a sequence that fails is tried with one step less, again and again.</summary>
internal static class StorageSteps
{
    public static Arbitrary<StorageStep[]> Any => Arb.From(Step.ArrayOf(), Shorter);

    private static Gen<StorageStep> Step =>
        from act in Gen.Frequency(
            (8, Gen.Constant(StorageAct.Commit)),
            (5, Gen.Constant(StorageAct.Carry)),
            (2, Gen.Constant(StorageAct.FindOnce)),
            (2, Gen.Constant(StorageAct.DeleteSuperseded)),
            (1, Gen.Constant(StorageAct.Tidy)),
            (1, Gen.Constant(StorageAct.Reload)),
            (1, Gen.Constant(StorageAct.Restart)),
            (1, Gen.Constant(StorageAct.PassTime))
        )
        from pick in Gen.Choose(0, 1_000_000)
        from fault in Gen.Elements(
            StorageFault.None,
            StorageFault.None,
            StorageFault.None,
            StorageFault.Before,
            StorageFault.After
        )
        from at in Gen.Choose(0, 4)
        select new StorageStep(act, pick, fault, at);

    private static IEnumerable<StorageStep[]> Shorter(StorageStep[] steps) =>
        Enumerable.Range(0, steps.Length).Select(i => steps.Where((_, place) => place != i).ToArray());
}
