using WakuGrains.Engine;

namespace WakuGrains.Ports;

/// <summary>Is told after the commit that a mailbox has something new.</summary>
public interface IMailboxWatcher
{
    /// <summary>Something new is in the mailbox. Quick and without faults: it runs on the engine's thread.</summary>
    void Changed(InstallationKey mailbox);
}
