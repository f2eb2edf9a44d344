using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Groups;
using WakuGrains.Identities;
using WakuGrains.Installations;
using WakuGrains.Mailboxes;
using WakuGrains.Messages;
using WakuGrains.Protocol.Application;
using WakuGrains.Sessions;
using WakuGrains.Tests.Groups;
using WakuGrains.Tests.Support;
using WakuGrains.Trust;

namespace WakuGrains.Tests.State;

/// <summary>One state of every kind in which every field of its record holds something.</summary>
internal static class SampleStates
{
    /// <summary>An identity.</summary>
    public static IdentityState Identity()
    {
        var world = new TestWorld();
        var opened = WakuGrains
            .Identities.Identity.Open(new IdentityDefinition(TestWorld.Curve).Empty("tenant/bot"), world.Turn)
            .State;
        var contact = new Contact("alice", world.NewKeyPair().PublicKey);
        var named = WakuGrains.Identities.Identity.NameContact(opened, contact, replace: false).State;
        return named with { TrustPolicy = TrustPolicy.Ask };
    }

    /// <summary>An installation with two prekeys, a name and a sibling that is not paired.</summary>
    public static InstallationState Installation()
    {
        var world = new TestWorld();
        var identity = OwnIdentity.Of(world.NewKeyPair());
        var state = new InstallationDefinition(TestWorld.Curve).Empty("tenant/bot/device");
        state = WakuGrains.Installations.Installation.Announce(state, identity, world.Turn).State;
        var sibling = Bundles.Sign(identity.KeyPair, 17, Bundles.Entry(world, "other"));
        state = Siblings.Learn(state, sibling).State;
        state = Siblings.TakePairing(state, new PairingMessage(1, "other", "bot", "the other", 1)).State;
        state = state with { Name = "this one", PrekeyRenewedAt = world.Now };
        world.Advance(TimeSpan.FromDays(2));
        return WakuGrains
            .Installations.Installation.PublishContactCode(
                state,
                identity,
                ContactCodeTopic.Of(identity.PublicKey),
                force: false,
                world.Turn
            )
            .State;
    }

    /// <summary>
    /// A session with two ratchet sessions, one begun by each side, with retired chains, skipped keys and acknowledgements due.
    /// </summary>
    public static SessionState Session()
    {
        var world = new TestWorld();
        var (alice, bob) = (world.NewDevice("a"), world.NewDevice("b"));
        alice.Learn(bob);
        bob.Learn(alice);
        var crossing = bob.Send(alice, "from bob");
        bob.Receive(alice.Send(bob, "from alice"));
        alice.Receive(crossing);
        for (var i = 0; i < 2; i++)
        {
            bob.Receive(alice.Send(bob, "there"));
            alice.Receive(bob.Send(alice, "and back"));
        }

        bob.Receive(alice.Send(bob, "there again"));
        bob.Send(alice, "on its way");
        alice.Send(bob, "skipped");
        world.Advance(TimeSpan.FromSeconds(1));
        bob.Receive(alice.Send(bob, "not skipped"));
        return bob.With(alice) with
        {
            AnsweredAt = world.Now,
            Groups = [new byte[] { 1, 2 }],
            Held = [new HeldMessage(new byte[] { 1 }, new byte[] { 2 }, 3)],
        };
    }

    /// <summary>A group with a key of its owner that was used, one of somebody else, and a message that waits.</summary>
    public static GroupState Group()
    {
        var world = new TestWorld();
        var (alice, bob) = (GroupMember.New(world, "a"), GroupMember.New(world, "b"));
        alice.CreateKey();
        bob.Learn(alice);
        bob.Receive(alice.Send("read"));
        bob.Receive(GroupMember.New(world, "m").Rekey(null, bob));
        alice.CreateKey();
        bob.Receive(alice.Send("waits"));
        return bob.State;
    }

    /// <summary>A message of a mailbox.</summary>
    public static MessageContent Message() =>
        new(
            new byte[] { 1, 2, 3 },
            new TestWorld().NewKeyPair().PublicKey,
            "device",
            7,
            "application/json",
            new byte[] { 4, 5 },
            ImmutableDictionary<string, string>.Empty.Add("name", "value"),
            "0xabc",
            1234,
            DateTimeOffset.FromUnixTimeMilliseconds(1_772_366_400_123),
            DateTimeOffset.FromUnixTimeMilliseconds(1_772_366_401_456)
        )
        {
            Direction = MessageDirection.Sent,
            Recipient = new TestWorld(2).NewKeyPair().PublicKey,
            GroupId = new byte[] { 6, 7 },
        };

    /// <summary>A mailbox with small pages, some of which are gone already.</summary>
    public static MailboxState Mailbox()
    {
        var (world, message) = (new TestWorld(), Message());
        var messages = Enumerable.Range(1, 9).Select(i => message with { MessageId = new byte[] { (byte)i } });
        var empty = new MailboxDefinition().Empty("tenant/bot/device") with
        {
            Messages = new(MailboxCodec.Messages with { OpenLength = 350, PageLength = 350 }),
            Acknowledged = new(MailboxCodec.Acknowledged with { OpenLength = 30, PageLength = 30 }),
        };
        var filled = WakuGrains.Mailboxes.Mailbox.Append(empty, [.. messages], world.Turn).State;
        return WakuGrains.Mailboxes.Mailbox.Acknowledge(filled, 5, world.Turn).State;
    }

    /// <summary>A letter.</summary>
    public static Letter Letter() => new("note", new byte[] { 1, 2, 3 });

    /// <summary>The receipt of a send.</summary>
    public static SendReceipt Receipt() =>
        new(new byte[] { 9, 8, 7 }, DateTimeOffset.FromUnixTimeMilliseconds(1_772_366_400_123), IsReplay: true);
}
