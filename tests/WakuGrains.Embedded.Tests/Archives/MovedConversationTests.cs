using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using WakuGrains.Archives;
using WakuGrains.Embedded.Hosting;
using WakuGrains.Embedded.InProcess;
using WakuGrains.Mailboxes;
using WakuGrains.Messages;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Testing;
using Xunit;

namespace WakuGrains.Embedded.Tests.Archives;

/// <summary>Two bots are moved in the middle of their conversation, through a file, and go on as if nothing had been.</summary>
public sealed class MovedConversationTests : IDisposable
{
    private readonly TemporaryDirectory old = new();
    private readonly TemporaryDirectory moved = new();

    public void Dispose()
    {
        old.Dispose();
        moved.Dispose();
    }

    [Fact]
    public async Task Nothing_is_lost_and_nothing_comes_twice()
    {
        await TalkUntilTheNodeIsDownAsync();
        await MoveAsync();
        var refused = await Should.ThrowAsync<StoreUnavailableException>(() => TestSilo.StartAsync(old.Path));
        refused.Message.ShouldContain("was exported at");

        await using var silo = await TestSilo.StartAsync(moved.Path);
        var (alice, bob) = (await silo.OpenAsync("alice"), await silo.OpenAsync("bob"));
        Texts(await silo.ReceiveAsync("bob", 4, after: 3)).ShouldBe(["from alice 3", "waits 0", "waits 1", "waits 2"]);
        Texts(await silo.ReceiveAsync("alice", 2, after: 3)).ShouldBe(["from bob 3", "waits too"]);

        (await silo.SendAsync("alice", bob, "waits 2", "waits 2")).IsReplay.ShouldBeTrue();
        await silo.SendAsync("bob", alice, "after");
        await silo.ReceiveAsync("alice", 3, after: 3);
        await silo.SendAsync("alice", bob, "after too");
        (await silo.ReceiveAsync("bob", 5, after: 3))
            .Select(message => (message.Sequence, Text(message)))
            .ShouldBe([(4, "from alice 3"), (5, "waits 0"), (6, "waits 1"), (7, "waits 2"), (8, "after too")]);
        Texts(await silo.ReceiveAsync("alice", 3, after: 3)).ShouldBe(["from bob 3", "waits too", "after"]);
    }

    // Four messages each way, of which three are acknowledged; then four wait in the outbox.
    private async Task TalkUntilTheNodeIsDownAsync()
    {
        using var node = new InProcessWakuNetwork().CreateNode();
        var outage = new NodeOutage();
        await using var silo = await TestSilo.StartAsync(
            old.Path,
            configure: services => services.AddSingleton(outage.Before(node))
        );
        var (alice, bob) = (await silo.OpenAsync("alice"), await silo.OpenAsync("bob"));
        for (var i = 0; i < 4; i++)
        {
            await silo.SendAsync("alice", bob, $"from alice {i}");
            await silo.ReceiveAsync("bob", i + 1);
            await silo.SendAsync("bob", alice, $"from bob {i}");
            await silo.ReceiveAsync("alice", i + 1);
        }

        foreach (var name in (string[])["alice", "bob"])
            await silo.Mediator.Send(new AcknowledgeMessages(new("default", name), 3));
        outage.IsOn = true;
        for (var i = 0; i < 3; i++)
            await silo.SendAsync("alice", bob, $"waits {i}", $"waits {i}");
        await silo.SendAsync("bob", alice, "waits too");
    }

    private async Task MoveAsync()
    {
        using var passphrase = new SecretBytes("correct horse battery staple"u8);
        var path = Path.Combine(old.Path, "archive");
        await using (var services = Services(old.Path))
        {
            var source = services.GetRequiredService<IArchiveSource>();
            await using var file = File.Create(path);
            await ArchiveFileWriter.WriteAsync(
                file,
                passphrase,
                source.ReadAllAsync(default),
                SystemRandomSource.Instance,
                default
            );
            await source.SealAsync(default);
        }

        await using (var services = Services(moved.Path))
        {
            await using var file = File.OpenRead(path);
            var curve = services.GetRequiredService<ISecp256k1>();
            using var archive = await ArchiveFileReader.OpenAsync(file, passphrase, curve, default);
            await services.GetRequiredService<IArchiveTarget>().WriteAsync(archive.ReadAllAsync(default), default);
        }
    }

    private static ServiceProvider Services(string directory)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IKeyProtector>(PlainKeyProtector.Instance);
        services.AddWakuGrainsEmbedded(options => options.DataDirectory = directory);
        return services.BuildServiceProvider();
    }

    private static IEnumerable<string> Texts(IEnumerable<MailboxMessage> messages) => messages.Select(Text);

    private static string Text(MailboxMessage message) => Encoding.UTF8.GetString(message.Content.Body.Span);
}
