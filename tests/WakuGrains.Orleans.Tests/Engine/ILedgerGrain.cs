namespace WakuGrains.Orleans.Tests.Engine;

/// <summary>The ledger of the conformance suite as a grain.</summary>
public interface ILedgerGrain : IGrainWithStringKey
{
    /// <summary>Does in the grain what was left under a ticket: functions cannot travel, and all silos are in this process.</summary>
    Task RunAsync(long ticket);
}
