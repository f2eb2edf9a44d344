using System.Globalization;
using System.Text;
using Shouldly;
using WakuGrains.Conformance;
using Xunit;

namespace WakuGrains.Embedded.Tests.Store;

/// <summary>A process that dies at any moment: what it acknowledged is there, and what is there is whole.</summary>
public sealed class StoreCrashTests : IDisposable
{
    private const int Entities = 8;
    private readonly StoreFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task After_twenty_kills_every_acknowledged_commit_is_there_with_its_effects()
    {
        var directory = Path.GetDirectoryName(fixture.DatabasePath)!;
        for (var kill = 0; kill < 20; kill++)
        {
            using var hammer = new HammerProcess(directory, Entities);
            // A different moment each time, in the first groups as well as after a checkpoint of the log.
            var acknowledged = await hammer.KillAfterAsync(1 + (kill * kill * 4));
            await CheckAsync(acknowledged);
        }
    }

    [Fact]
    public async Task A_second_process_is_refused_with_a_sentence_that_names_the_first()
    {
        await using var store = await fixture.OpenAsync();
        using var hammer = new HammerProcess(Path.GetDirectoryName(fixture.DatabasePath)!, 1);
        var refusal = await hammer.RefusalAsync();
        refusal.ShouldContain("in use by another process");
        if (!OperatingSystem.IsWindows())
            refusal.ShouldContain(string.Create(CultureInfo.InvariantCulture, $"(process {Environment.ProcessId})"));
        (await store.CommitAsync(Samples.Commit("a", 0, "x"), default)).Version.ShouldBe(1);
    }

    private async Task CheckAsync(IReadOnlyDictionary<string, long> acknowledged)
    {
        await using var store = await fixture.OpenAsync();
        var committed = new List<string>();
        for (var i = 0; i < Entities; i++)
        {
            var key = $"{i}";
            var stored = await store.ReadAsync("test", key, ["main"], default);
            stored.Version.ShouldBeGreaterThanOrEqualTo(acknowledged.GetValueOrDefault(key));
            if (stored.Version > 0)
                Encoding.UTF8.GetString(stored.Parts[0]!).ShouldBe($"{key} {stored.Version}");
            for (var version = 1; version <= stored.Version; version++)
                committed.Add($"{key} {version}");
        }

        var messages = await store.ReadMailboxAsync(Samples.Mailbox, 0, int.MaxValue, default);
        messages.Select(Samples.TextOf).Order().ShouldBe(committed.Order());
        messages
            .Select(message => message.Sequence)
            .ShouldBe(Enumerable.Range(1, committed.Count).Select(i => (long)i));
        (await store.ReadWholeOutboxAsync())
            .Select(entry => Encoding.UTF8.GetString(entry.Envelope.Message.Payload.Span))
            .Order()
            .ShouldBe(committed.Order());
    }
}
