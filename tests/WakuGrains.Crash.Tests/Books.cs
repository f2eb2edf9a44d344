using Shouldly;
using Xunit;

namespace WakuGrains.Crash.Tests;

/// <summary>What a bot was promised against what its peer was shown.</summary>
internal static class Books
{
    /// <summary>Everything that was accepted was shown, and nothing as two messages.</summary>
    public static void ShouldBalance(TalkingBot sender, TalkingBot receiver, int atLeast, ITestOutputHelper log)
    {
        var shown = receiver.Shown.ToArray();
        log.WriteLine($"{sender.Name}: {sender.Accepted.Count} accepted; {receiver.Name}: {shown.Length} showings");
        sender.Accepted.Count.ShouldBeGreaterThan(atLeast);

        var received = shown.Select(message => message.Id).ToHashSet(StringComparer.Ordinal);
        sender.Accepted.Values.Where(id => !received.Contains(id)).ShouldBeEmpty("accepted and never received");

        // The same message again is allowed; the same content as another message is not.
        var messages = shown.DistinctBy(message => (message.Sequence, message.Id, message.Text)).ToArray();
        messages
            .Select(message => message.Sequence)
            .ShouldBe(Enumerable.Range(1, messages.Length).Select(i => (long)i), ignoreOrder: true);
        messages.Select(message => message.Id).ShouldBeUnique();
        messages.Select(message => message.Text).ShouldBeUnique();
    }
}
