using System.Text;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using WakuGrains.Embedded.InProcess;
using WakuGrains.Identities;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Testing;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.RealEngine;

/// <summary>
/// The same promise over the embedded engine, its store and its publisher: bots of one silo that is stopped and started again, on
/// a network with faults.
/// </summary>
public sealed class EmbeddedScheduleTests : IDisposable
{
    private const int Seed = 1;
    private const int Runs = 2;
    private const int MessagesARun = 25;
    private static readonly string[] Names = ["alice", "bob", "carol"];

    private readonly TemporaryDirectory directory = new();
    private readonly HandledEnvelopes handled = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Bots_of_a_silo_that_is_restarted_on_a_bad_network()
    {
        var random = new SeededRandom(Seed);
        var sent = new List<string>();
        for (var run = 0; run < Runs; run++)
        {
            await using var silo = await StartAsync(new NetworkFaults(new(0.2, 0.2, 0.3), random));
            for (var i = 0; i < MessagesARun; i++)
                sent.Add(await SendAsync(silo, Draw(random), Draw(random), $"{run}.{i}"));
        }

        await using (var silo = await StartAsync(NoFaults.Instance))
        {
            foreach (var (one, other) in new[] { (0, 1), (1, 2), (2, 0) })
            {
                await AnswersAsync(silo, one, other, "there");
                await AnswersAsync(silo, other, one, "and back");
            }

            foreach (var name in Names)
                await CheckMailboxAsync(silo, name, sent);
        }

        handled.All.ShouldAllBe(each =>
            each.Outcome == EnvelopeOutcome.Delivered
            || each.Outcome == EnvelopeOutcome.Processed
            || each.Outcome == EnvelopeOutcome.Duplicate
            || each.Outcome == EnvelopeOutcome.Echo
            || each.Outcome == EnvelopeOutcome.BundleLearnt
            || each.Outcome == EnvelopeOutcome.NotForUs
        );
    }

    private Task<TestSilo> StartAsync(INetworkFaults faults) =>
        TestSilo.StartAsync(
            directory.Path,
            new InProcessWakuNetwork(faults),
            services =>
            {
                services.AddSingleton<INotificationHandler<EnvelopeHandled>>(handled);
                services.AddSingleton(TestWorld.Curve);
            }
        );

    private static async Task<string> SendAsync(TestSilo silo, int from, int step, string text)
    {
        var to = (from + 1 + (step % (Names.Length - 1))) % Names.Length;
        await silo.OpenAsync(Names[from]);
        var marked = $"{Names[from]} to {Names[to]} {text}";
        await silo.SendAsync(Names[from], await silo.OpenAsync(Names[to]), marked);
        return marked;
    }

    private static async Task AnswersAsync(TestSilo silo, int from, int to, string text)
    {
        var status = await silo.Mediator.Send(new GetMailboxStatus(new("default", Names[to])));
        await silo.SendAsync(Names[from], await silo.OpenAsync(Names[to]), text);
        // What a stopped silo had not published yet may come first.
        var (seen, found) = (status.LastSequence, "");
        while (found != text)
        {
            var received = (await silo.ReceiveAsync(Names[to], 1, seen))[0];
            (seen, found) = (received.Sequence, Encoding.UTF8.GetString(received.Content.Body.Span));
        }
    }

    private static async Task CheckMailboxAsync(TestSilo silo, string name, List<string> sent)
    {
        var senders = new Dictionary<PublicKey, string>();
        foreach (var each in Names)
            senders[(await silo.OpenAsync(each)).PublicKey] = each;
        var messages = await silo.Mediator.Send(
            new ReadMailbox(new("default", name), 0, MessagingLimits.MaxReadLimit, TimeSpan.Zero)
        );
        var texts = messages
            .Select(message =>
                (Sender: senders[message.Content.Sender], Text: Encoding.UTF8.GetString(message.Content.Body.Span))
            )
            .Where(message => message.Text is not ("there" or "and back"))
            .ToList();
        texts.Select(message => message.Text).ShouldBeUnique();
        texts.ShouldAllBe(message => sent.Contains(message.Text));
        texts.ShouldAllBe(message => message.Text.StartsWith($"{message.Sender} to {name} "));
    }

    private static int Draw(SeededRandom random)
    {
        Span<byte> draw = stackalloc byte[1];
        random.Fill(draw, RandomPurpose.Storage);
        return draw[0] % Names.Length;
    }
}
