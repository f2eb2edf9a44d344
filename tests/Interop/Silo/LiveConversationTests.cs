using Shouldly;
using WakuGrains.Embedded.InProcess;
using WakuGrains.Interop.Tests.Processes;
using WakuGrains.Messages;
using WakuGrains.PeerDriver.Randomness;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using Xunit;

namespace WakuGrains.Interop.Tests.Silo;

/// <summary>Long conversations over a bad network: everything that arrives is read, once, on both sides.</summary>
public sealed class LiveConversationTests(StatusPeerInstallation installation)
{
    private static readonly NetworkFaultRates Bad = new(Drop: 0.05, Duplicate: 0.1, Delay: 0.2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan Day = TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Two_thousand_messages_after_a_crossing_start_with_new_prekeys_half_way()
    {
        await using var conversation = await Conversation.StartAsync(installation, Bad, "two thousand");
        await conversation.ExchangeBundlesAsync();
        await StartAtOnceAsync(conversation);

        await TalkAsync(conversation, messagesEach: 500, maxBatch: 8);
        conversation.Advance(Day);
        await TalkAsync(conversation, messagesEach: 998, maxBatch: 8);
        var lost = await conversation.SettleAsync();

        (conversation.SiloSent.Count + conversation.PeerSent.Count).ShouldBe(2000);
        lost.ShouldBeGreaterThan(50);
        conversation.ToPeer.RepeatedCount.ShouldBeGreaterThan(50);
        conversation.ToSilo.RepeatedCount.ShouldBeGreaterThan(50);
        await EverythingArrivedOnceAsync(conversation);
        await BothHaveNewPrekeysAsync(conversation);
    }

    [Fact]
    public async Task Who_know_nothing_of_each_other_and_start_at_once()
    {
        await using var conversation = await Conversation.StartAsync(installation, Bad, "strangers");
        await StartAtOnceAsync(conversation);

        await TalkAsync(conversation, messagesEach: 38, maxBatch: 3);
        await conversation.SettleAsync();

        await EverythingArrivedOnceAsync(conversation);
        conversation.PeerSent[0].Topic.ShouldBe("partitioned");
        conversation.PeerSent[^1].Topic.ShouldBe("negotiated");
    }

    private static async Task StartAtOnceAsync(Conversation conversation)
    {
        await conversation.SiloSendsAsync(3);
        var sent = await conversation.PeerSendsAsync(3);
        conversation.Open();
        await conversation.CarryAsync(sent);
    }

    // Batches of random sizes, so that chains are of different lengths and some cross.
    private static async Task TalkAsync(Conversation conversation, int messagesEach, int maxBatch)
    {
        var sizes = new SeededRandomSource("sizes");
        while (conversation.SiloSent.Count < messagesEach || conversation.PeerSent.Count < messagesEach)
        {
            var fromSilo = Math.Min(Size(sizes, maxBatch), messagesEach - conversation.SiloSent.Count);
            var fromPeer = Math.Min(Size(sizes, maxBatch), messagesEach - conversation.PeerSent.Count);
            var sending = conversation.SiloSendsAsync(fromSilo);
            await conversation.CarryAsync(await conversation.PeerSendsAsync(fromPeer));
            await sending;
            conversation.Advance(Pause);
        }
    }

    private static int Size(SeededRandomSource sizes, int max)
    {
        Span<byte> draw = stackalloc byte[1];
        sizes.Fill(draw, RandomPurpose.Padding);
        return draw[0] % (max + 1);
    }

    private static async Task BothHaveNewPrekeysAsync(Conversation conversation)
    {
        var state = (await conversation.Remote.OkAsync("dump_state")).GetProperty("state");
        foreach (var identity in (string[])[conversation.Silo.Identity, conversation.Remote.Identity])
            state
                .GetProperty("bundles")
                .EnumerateArray()
                .Where(bundle => bundle.Text("identity") == identity)
                .Select(bundle => bundle.GetProperty("version").GetInt32())
                .ShouldBe([1, 2], identity);
    }

    private static async Task EverythingArrivedOnceAsync(Conversation conversation)
    {
        conversation.Peer.Failures.ShouldBeEmpty();
        conversation.Peer.Read.Keys.ShouldBe(conversation.SiloSent, ignoreOrder: true);
        (await conversation.Silo.ReadAsync()).ShouldBe(
            conversation.PeerSent.Select(message => (message.MessageId, message.Text)),
            ignoreOrder: true
        );
        foreach (var message in conversation.PeerSent)
        {
            var outcomes = conversation.Silo.Outcomes.ByEnvelope[message.Envelope.Hash];
            outcomes.Count(outcome => outcome == EnvelopeOutcome.Delivered).ShouldBe(1, message.Text);
            outcomes.Count(outcome => outcome == EnvelopeOutcome.Duplicate).ShouldBe(outcomes.Length - 1, message.Text);
        }

        // The very last text of the peer can only be acknowledged by a message that comes after it.
        conversation.Peer.Acknowledged.ShouldBe(
            conversation.PeerSent.SkipLast(1).Select(message => message.AcknowledgementId),
            ignoreOrder: true
        );
        foreach (var messageId in conversation.SiloSent)
            (await conversation.Silo.StatusAsync(messageId)).ShouldBe(SentStatus.Delivered);
    }
}
