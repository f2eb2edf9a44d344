using WakuGrains.Engine;
using WakuGrains.Ports;

namespace WakuGrains.Conformance;

/// <summary>An engine with its storage, as the conformance suite needs it.</summary>
public interface IEngineUnderTest : IAsyncDisposable
{
    /// <summary>The engine; another one after a restart.</summary>
    IEntityEngine Engine { get; }

    /// <summary>Where its mailboxes are read.</summary>
    IMailboxStore Mailboxes { get; }

    /// <summary>The node that it publishes to; the same after a restart.</summary>
    RecordingNode Node { get; }

    /// <summary>The carrier that it hands letters to; the same after a restart.</summary>
    RecordingCarrier Carrier { get; }

    /// <summary>What stands before its storage.</summary>
    CommitGate Gate { get; }

    /// <summary>Starts again over the same storage. Nothing that was only in memory is there any more.</summary>
    Task RestartAsync();

    /// <summary>Lets some seconds pass, so that what pauses after a failure is tried again.</summary>
    Task PassTimeAsync();

    /// <summary>Puts every entity away that is not in use.</summary>
    Task PutAwayAsync();
}
