using System.Collections.Concurrent;
using WakuGrains.Engine;

namespace WakuGrains.Inbound;

/// <summary>
/// How many strangers each installation may still answer in this window. A key costs nothing to make, and every answer costs us a
/// record and an envelope; peers whom we know do not count. In memory only: a restart begins a new window.
/// </summary>
internal sealed class AnswerBudget(TimeProvider time)
{
    private readonly ConcurrentDictionary<InstallationKey, (DateTimeOffset Since, int Spent)> windows = new();

    /// <summary>Whether one more stranger may be answered.</summary>
    public bool HasRoom(InstallationKey installation) =>
        !windows.TryGetValue(installation, out var window)
        || IsOver(window.Since)
        || window.Spent < MessagingLimits.StrangersAnswered;

    /// <summary>A stranger was answered.</summary>
    public void Spend(InstallationKey installation) =>
        windows.AddOrUpdate(
            installation,
            _ => (time.GetUtcNow(), 1),
            (_, window) => IsOver(window.Since) ? (time.GetUtcNow(), 1) : (window.Since, window.Spent + 1)
        );

    private bool IsOver(DateTimeOffset since) => time.GetUtcNow() - since >= MessagingLimits.AnswerInterval;
}
