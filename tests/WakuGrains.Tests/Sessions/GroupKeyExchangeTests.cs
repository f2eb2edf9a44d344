using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Letters;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Sessions;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Sessions;

/// <summary>Keys of a group that one peer gives another in their session (facts 5).</summary>
public sealed class GroupKeyExchangeTests
{
    private static readonly byte[] GroupId = [1, 2, 3];

    private readonly TestWorld world = new();
    private readonly TestDevice alice;
    private readonly TestDevice bob;

    public GroupKeyExchangeTests()
    {
        (alice, bob) = (world.NewDevice("a"), world.NewDevice("b"));
        alice.Learn(bob);
    }

    [Fact]
    public void The_keys_reach_the_group_by_a_letter_and_the_mailbox_gets_nothing()
    {
        ImmutableArray<GroupKey> keys = [Key(GroupId, 10), Key(GroupId, 20)];
        var step = Receive(Send(GroupId, keys));

        step.Result.Outcome.ShouldBe(EnvelopeOutcome.Processed);
        step.Result.Encryption.ShouldBe(MessageEncryption.X3dh);
        var post = step.Effects.ShouldHaveSingleItem().ShouldBeOfType<Effect.Post>();
        var letter = GroupKeysLetter.Read(TestWorld.Curve, post.Letter);
        letter.Group.ShouldBe(GroupAddress.Of(bob.Own.Key, GroupId));
        letter.From.ShouldBe(alice.PublicKey);
        letter
            .Keys.Select(key => key.KeyId.ToArray())
            .ShouldBe([keys[1].KeyId.ToArray(), keys[0].KeyId.ToArray()], "the newest comes first");
    }

    [Fact]
    public void To_a_peer_without_a_known_device_they_go_by_the_fallback()
    {
        var carol = world.NewDevice("c");
        var step = Session.SendGroupKeys(alice.With(carol), GroupId, [Key(GroupId, 10)], alice.Own, world.Turn);
        var message = carol.Read(step.Effects.OfType<Effect.Publish>().Single().Envelope);
        var received = Session.Receive(carol.With(alice), message, carol.Own, world.Turn);
        received.Result.Encryption.ShouldBe(MessageEncryption.DiffieHellman);
        received.Effects.ShouldHaveSingleItem().ShouldBeOfType<Effect.Post>();
    }

    [Fact]
    public void A_peer_gives_us_the_keys_of_a_bounded_number_of_groups_and_goes_on_giving_those()
    {
        for (var i = 0; i < MessagingLimits.GroupsPerPeer; i++)
            Receive(Send([9, (byte)i], [Key([9, (byte)i], 10)])).Effects.ShouldHaveSingleItem();
        Receive(Send(GroupId, [Key(GroupId, 10)])).Effects.ShouldBeEmpty();
        Receive(Send([9, 0], [Key([9, 0], 20)])).Effects.ShouldHaveSingleItem();
        bob.With(alice).Groups.Length.ShouldBe(MessagingLimits.GroupsPerPeer);
    }

    private Envelope Send(byte[] groupId, ImmutableArray<GroupKey> keys)
    {
        var step = Session.SendGroupKeys(alice.With(bob), groupId, keys, alice.Own, world.Turn);
        alice.Put(step.State);
        return step.Effects.OfType<Effect.Publish>().Single().Envelope;
    }

    private Step<SessionState, ReceiveResult> Receive(Envelope envelope)
    {
        var step = Session.Receive(bob.With(alice), bob.Read(envelope), bob.Own, world.Turn);
        bob.Put(step.State);
        return step;
    }

    private GroupKey Key(byte[] groupId, ulong timestamp)
    {
        var key = new byte[32];
        world.Random.Fill(key, RandomPurpose.GroupKey);
        return GroupKey.Create(groupId, timestamp, key);
    }
}
