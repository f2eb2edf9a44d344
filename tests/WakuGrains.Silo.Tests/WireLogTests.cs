using System.Text.Json;
using WakuGrains.Silo.Hosting;

namespace WakuGrains.Silo.Tests;

public sealed class WireLogTests : IDisposable
{
    private readonly TemporaryData data = new();

    public void Dispose() => data.Dispose();

    [Fact]
    public async Task Every_published_envelope_is_written_down()
    {
        var path = Path.Combine(data.Directory.Path, "wire.jsonl");
        await using (var silo = await RunningSilo.StartAsync(data.Directory, wireLog: path))
        {
            await using var waku = silo.OpenClient();
            var cancel = TestContext.Current.CancellationToken;
            var alice = await waku.OpenIdentityAsync("alice", cancel);
            var bob = await waku.OpenIdentityAsync("bob", cancel);
            await alice.SendAsync(bob.Identity.PublicKey, "hello", cancellationToken: cancel);
            (await bob.ReadAsync(wait: TimeSpan.FromSeconds(30), cancellationToken: cancel)).Count.ShouldBe(1);
        }

        var text = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
        var lines = text.Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToArray();
        lines.Length.ShouldBeGreaterThanOrEqualTo(3, "two contact codes and a message");
        lines.Select(line => line.Text("hash")).ShouldBeUnique();
        foreach (var line in lines)
        {
            Convert.FromHexString(line.Text("hash")).Length.ShouldBe(32);
            line.Text("contentTopic").ShouldStartWith("/waku/1/0x");
            Convert.FromHexString(line.Text("payload")).ShouldNotBeEmpty();
        }
    }
}
