using Google.Protobuf;
using Microsoft.Extensions.Time.Testing;
using WakuGrains.Engine;
using WakuGrains.Groups;
using WakuGrains.Identities;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Protocol.Wire;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Groups;

/// <summary>Groups through every handler: from the topic to the mailbox, repeats, restarts, and what is none of a group's.</summary>
public sealed class GroupRoutingTests : IAsyncLifetime
{
    private static readonly byte[] GroupId = "a group"u8.ToArray();

    private readonly TestWorld world = new();
    private readonly MemorySilo silo;
    private IdentityInfo alice = null!;
    private IdentityInfo bob = null!;

    public GroupRoutingTests() => silo = new(new FakeTimeProvider(world.Now), new SeededRandom(2));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (alice, bob) = (await silo.OpenAsync("alice"), await silo.OpenAsync("bob"));
        await silo.Mediator.Send(new CreateGroup(alice.Key, GroupId), Stop);
        await InviteAsync();
        silo.Store.TakePublished();
    }

    [Fact]
    public async Task A_message_reaches_every_other_member_of_the_silo()
    {
        var envelope = await SendAsync("hello");
        (await silo.ReceiveAsync(envelope)).ShouldBe(EnvelopeOutcome.Delivered);
        silo.Handled.All.Select(handled => handled.Outcome)
            .ShouldBe([EnvelopeOutcome.Echo, EnvelopeOutcome.Delivered], ignoreOrder: true);
        (await silo.TextsAsync("bob")).ShouldBe(["hello"]);
        (await silo.TextsAsync("alice")).ShouldBeEmpty();
        var read = new ReadMailbox(bob.Key, 0, 1, TimeSpan.Zero);
        (await silo.Mediator.Send(read, Stop))[0].Content.GroupId.ToArray().ShouldBe(GroupId);
    }

    [Fact]
    public async Task The_same_envelope_again_is_a_duplicate_also_after_a_restart()
    {
        var envelope = await SendAsync("once");
        await silo.ReceiveAsync(envelope);
        await RefusesAsync(EnvelopeOutcome.Duplicate, envelope);
        silo.Restart();
        await RefusesAsync(EnvelopeOutcome.Duplicate, envelope);
        (await silo.TextsAsync("bob")).ShouldBe(["once"]);
    }

    [Fact]
    public async Task What_waited_is_delivered_once_whatever_comes_again()
    {
        await NextKeyAsync();
        var envelope = await SendAsync("early");
        (await silo.ReceiveAsync(envelope)).ShouldBe(EnvelopeOutcome.GroupKeyMissing);
        await RefusesAsync(EnvelopeOutcome.GroupKeyMissing, envelope);
        (await silo.Mediator.Send(new GetGroup(bob.Key, GroupId), Stop))!.Waiting.ShouldBe(1);
        silo.Restart();
        await InviteAsync();
        (await silo.TextsAsync("bob")).ShouldBe(["early"]);
        await silo.ReceiveAsync(envelope);
        (await silo.TextsAsync("bob")).ShouldBe(["early"]);
    }

    [Fact]
    public async Task A_rekey_reaches_the_members_that_it_names()
    {
        await silo.Mediator.Send(new RekeyGroup(alice.Key, GroupId, [bob.PublicKey.ToString()]), Stop);
        (await silo.ReceiveAsync(silo.Store.TakePublished().ShouldHaveSingleItem())).ShouldBe(
            EnvelopeOutcome.Processed
        );
        (await silo.ReceiveAsync(await SendAsync("under the next key"))).ShouldBe(EnvelopeOutcome.Delivered);
        (await silo.Mediator.Send(new GetGroup(bob.Key, GroupId), Stop))!.Keys.Length.ShouldBe(2);
    }

    [Fact]
    public async Task Members_answer_one_another_after_a_restart()
    {
        await silo.ReceiveAsync(await SendAsync("hello"));
        silo.Restart();
        await silo.Mediator.Send(new SendToGroup(bob.Key, GroupId, new OutboundContent.Text("hi"), null), Stop);
        await silo.ReceiveAsync(silo.Store.TakePublished().ShouldHaveSingleItem());
        (await silo.TextsAsync("alice")).ShouldBe(["hi"]);
    }

    [Fact]
    public async Task A_message_of_a_group_on_another_topic_is_the_groups_all_the_same()
    {
        var partition = StatusTopics.Partitioned(bob.PublicKey).ContentTopic.ToString();
        var signer = await silo.KeyPairAsync("alice");
        var data = Unseal(await SendAsync("elsewhere"));
        var frame = PayloadV1.SealAsymmetric(TestWorld.Curve, data, signer, bob.PublicKey, world.Random);
        (await silo.ReceiveAsync(Wrap(frame, partition))).ShouldBe(EnvelopeOutcome.Delivered);
        (await silo.TextsAsync("bob")).ShouldBe(["elsewhere"]);
    }

    [Fact]
    public async Task A_message_of_a_group_that_nobody_is_in_leaves_nothing()
    {
        var proto = ProtocolMessageProto.Parser.ParseFrom(Unseal(await SendAsync("hello")));
        foreach (var other in new[] { "another group"u8.ToArray(), new byte[128] })
        {
            proto.EncryptedMessage["none"].HrHeader.GroupId = ByteString.CopyFrom(other);
            await RefusesAsync(EnvelopeOutcome.GroupKeyMissing, await SealAsync(proto));
        }
    }

    [Fact]
    public async Task Forged_messages_change_nothing()
    {
        var proto = ProtocolMessageProto.Parser.ParseFrom(Unseal(await SendAsync("hello")));
        var entry = proto.EncryptedMessage["none"];
        entry.HrHeader.SeqNo = SecureTransportLimits.MaxHashRatchetNumber;
        await RefusesAsync(EnvelopeOutcome.Desynchronised, await SealAsync(proto));
        entry.HrHeader.SeqNo++;
        await RefusesAsync(EnvelopeOutcome.TooFarAhead, await SealAsync(proto));
        entry.HrHeader.SeqNo = 1;
        entry.Payload = ByteString.CopyFrom([.. entry.Payload.Span, 0]);
        await RefusesAsync(EnvelopeOutcome.Desynchronised, await SealAsync(proto));
        entry.HrHeader.GroupId = ByteString.CopyFrom(new byte[129]);
        await RefusesAsync(EnvelopeOutcome.Malformed, await SealAsync(proto));
    }

    [Fact]
    public async Task Ten_thousand_messages_without_a_key_stay_within_a_record()
    {
        var group = silo.Entities.Group(GroupAddress.Of(bob.Primary(), GroupId));
        var entry = new EncryptedEntry(
            null,
            null,
            null,
            new HashRatchetHeaderMessage
            {
                GroupId = ByteString.CopyFrom(GroupId),
                KeyId = ByteString.CopyFrom(new byte[32]),
                SeqNo = 1,
            },
            new byte[4096]
        );
        var message = ProtocolMessage.ForEntries(new string('x', 128), null, [new("none", entry)]);
        for (var i = 0; i < 10_000; i++)
        {
            var hash = new byte[32];
            BitConverter.TryWriteBytes(hash, i).ShouldBeTrue();
            var result = await group.ReceiveAsync(new(alice.PublicKey, message, [], hash, i), Stop);
            result.Outcome.ShouldBe(EnvelopeOutcome.GroupKeyMissing);
        }

        var key = GroupAddress.Of(bob.Primary(), GroupId).ToString();
        var stored = silo.Store.Read(GroupDefinition.KindName, key, 2);
        stored.Parts.Sum(part => part!.Length).ShouldBeLessThan(EngineLimits.MaxPartLength);
        silo.Restart();
        (await silo.ReceiveAsync(await SendAsync("still here"))).ShouldBe(EnvelopeOutcome.Delivered);
    }

    public ValueTask DisposeAsync()
    {
        silo.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<Envelope> SendAsync(string text)
    {
        await silo.Mediator.Send(new SendToGroup(alice.Key, GroupId, new OutboundContent.Text(text), null), Stop);
        return silo.Store.TakePublished().ShouldHaveSingleItem();
    }

    private async Task InviteAsync()
    {
        var keys = await silo.Entities.Group(GroupAddress.Of(alice.Primary(), GroupId)).ExportKeysAsync(Stop);
        await silo.Entities.Group(GroupAddress.Of(bob.Primary(), GroupId)).LearnKeysAsync(alice.PublicKey, keys, Stop);
    }

    // A key that nobody but its maker has.
    private async Task NextKeyAsync()
    {
        await silo.Mediator.Send(new RekeyGroup(alice.Key, GroupId, []), Stop);
        silo.Store.TakePublished();
    }

    private async Task RefusesAsync(EnvelopeOutcome expected, Envelope envelope)
    {
        var before = silo.Store.Contents;
        (await silo.ReceiveAsync(envelope)).ShouldBe(expected);
        silo.Store.Contents.ShouldBeSameAs(before);
    }

    private static SecretBytes TopicKey { get; } =
        StatusTopics.Chat($"0x{Convert.ToHexStringLower(GroupId)}").DeriveKey();

    private static byte[] Unseal(Envelope envelope) =>
        PayloadV1.OpenSymmetric(TestWorld.Curve, TopicKey.Span, envelope.Message.Payload.Span).Data.ToArray();

    private async Task<Envelope> SealAsync(ProtocolMessageProto message)
    {
        var signer = await silo.KeyPairAsync("alice");
        var frame = PayloadV1.SealSymmetric(
            TestWorld.Curve,
            message.ToByteArray(),
            signer,
            TopicKey.Span,
            world.Random
        );
        return Wrap(frame, StatusTopics.Chat($"0x{Convert.ToHexStringLower(GroupId)}").ContentTopic.ToString());
    }

    private Envelope Wrap(byte[] frame, string topic) =>
        new(StatusTopics.DefaultPubsubTopic, WakuMessage.ForStatus(frame, topic, world.Turn.NowNanoseconds));
}
