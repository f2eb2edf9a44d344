namespace WakuGrains.Orleans.Tests.Engine;

/// <summary>The ledger of the conformance suite as a grain.</summary>
public interface ILedgerGrain : IGrainWithStringKey
{
    /// <summary>
    /// Does in the grain what was left for it next: functions cannot travel, and all silos are in this process. Calls that are under
    /// way together may change places on their way, what they are to do does not.
    /// </summary>
    Task RunNextAsync();
}
