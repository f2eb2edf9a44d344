using System.Text;
using WakuGrains.Engine;
using WakuGrains.Groups;
using WakuGrains.Identities;
using WakuGrains.Installations;
using WakuGrains.Mailboxes;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Sessions;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.State;

/// <summary>
/// Records that an earlier version wrote are read, and nothing of them is lost. When the format changes these files stay as they
/// are: a store in the field holds the same bytes.
/// </summary>
public sealed class RecordFixtureTests
{
    [Fact]
    public void An_identity_of_format_1()
    {
        var definition = new IdentityDefinition(TestWorld.Curve);
        var record = RecordFixture.Read("identity");
        var state = definition.Decode("tenant/bot", [record]);
        Derived(state.KeyPair!).ShouldBe(state.KeyPair!.PublicKey);
        state.CreatedAt.ShouldBe(new TestWorld().Now);
        state.Installations.ShouldHaveSingleItem().Length.ShouldBe(36);
        definition.Encode(0, state).ShouldBe(record);
    }

    [Fact]
    public void An_installation_of_format_1()
    {
        var definition = new InstallationDefinition(TestWorld.Curve);
        var record = RecordFixture.Read("installation");
        var state = definition.Decode("tenant/bot/device", [record]);
        state.Prekeys.Select(prekey => prekey.Version).ShouldBe([1u, 2u]);
        state.Prekeys.ShouldAllBe(prekey => Derived(prekey.Pair).Equals(prekey.Pair.PublicKey));
        state.ContactCodePublishedAt.ShouldBe(new TestWorld().Now + TimeSpan.FromDays(2));
        state.IsAnnounced.ShouldBeTrue();
        definition.Encode(0, state).ShouldBe(record);
    }

    [Fact]
    public void A_session_of_format_1()
    {
        var definition = new SessionDefinition(TestWorld.Curve);
        var (main, keys) = (RecordFixture.Read("session.main"), RecordFixture.Read("session.keys"));
        var peer = RecordFixture.Read("session.peer");
        var key = $"tenant/bot/b/{Convert.ToHexStringLower(peer)}";

        var state = definition.Decode(key, [main, keys, null]);

        var device = state.Devices.ShouldHaveSingleItem();
        (device.InstallationId, device.PrekeyVersion, device.ProtocolVersion).ShouldBe(("a", 1u, 1u));
        device.UsesNegotiatedTopic.ShouldBeTrue();
        state.Sessions.Select(session => session.IsOwnPrekey).Order().ShouldBe([false, true]);
        state.Sessions.Sum(session => session.SkippedKeys.Count).ShouldBe(1);
        state.PendingAcknowledgements.ShouldHaveSingleItem().Length.ShouldBe(32);
        state.Negotiated!.Key.Length.ShouldBe(32);
        definition.Encode(0, state).ShouldBe(main);
        definition.Encode(1, state).ShouldBe(keys);
    }

    [Fact]
    public void A_group_of_format_1()
    {
        var definition = new GroupDefinition(TestWorld.Curve);
        var (main, waiting) = (RecordFixture.Read("group.main"), RecordFixture.Read("group.waiting"));

        var state = definition.Decode("tenant/bot/b/g-0011aabb", [main, waiting]);

        state.ChatId.ShouldBe("0x0011aabb");
        state.Chains.Select(chain => (chain.MaySend, chain.Ratchet.Position)).ShouldBe([(false, 0u), (true, 1u)]);
        state.Chains[1].Ratchet.Key.TimestampMilliseconds.ShouldBe(1_772_366_400_010ul);
        state.Topic!.Key.Length.ShouldBe(32);
        state.ChatClock.ShouldBe(1_772_366_400_000ul);
        var message = state.Waiting.ShouldHaveSingleItem();
        (message.InstallationId, message.Number, message.KeyId.Length).ShouldBe(("a", 1u, 32));
        message.Sender.ShouldBe(state.Owner);
        definition.Encode(0, state).ShouldBe(main);
        definition.Encode(1, state).ShouldBe(waiting);
    }

    [Fact]
    public void A_message_of_format_1()
    {
        var record = RecordFixture.Read("message");
        var message = MessageContentCodec.Decode(TestWorld.Curve, record);
        message.ContentType.ShouldBe("application/json");
        message.Headers["name"].ShouldBe("value");
        message.SentAt.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1_772_366_400_123));
        MessageContentCodec.Encode(message).ShouldBe(record);
    }

    [Fact]
    public void A_letter_of_format_1()
    {
        var record = RecordFixture.Read("letter");
        var letter = LetterCodec.Decode(record);
        letter.Kind.ShouldBe("note");
        letter.Body.ToArray().ShouldBe([1, 2, 3]);
        LetterCodec.Encode(letter).ShouldBe(record);
    }

    [Fact]
    public void A_receipt_of_format_1()
    {
        var receipt = SendReceiptCodec.Replay(RecordFixture.Read("receipt"), [1, 1, 2, 3]);
        receipt.MessageId.ToArray().ShouldBe([9, 8, 7]);
        receipt.AcceptedAt.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1_772_366_400_123));
        Should.Throw<IdempotencyConflictException>(() =>
            SendReceiptCodec.Replay(RecordFixture.Read("receipt"), Encoding.ASCII.GetBytes("other"))
        );
    }

    private static PublicKey Derived(KeyPair pair) =>
        KeyPair.FromPrivateKey(TestWorld.Curve, pair.PrivateKey).PublicKey;
}
