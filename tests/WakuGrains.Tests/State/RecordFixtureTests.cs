using System.Text;
using WakuGrains.Catalogs;
using WakuGrains.Engine;
using WakuGrains.Groups;
using WakuGrains.Identities;
using WakuGrains.Installations;
using WakuGrains.Mailboxes;
using WakuGrains.Messages;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Sending;
using WakuGrains.Sessions;
using WakuGrains.Tests.Support;
using WakuGrains.Topics;

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
    public void A_mailbox_of_format_1()
    {
        var state = ReadAndWriteAgain(new MailboxDefinition(), "tenant/bot/device", "mailbox");
        state.Status.ShouldBe(new(9, 5, 4));
        (state.Acknowledged.Count, state.Known.Count).ShouldBe((5, 9));
        var (sequence, message) = Mailbox.Read(state, 7, 1).Single();
        sequence.ShouldBe(8);
        var content = MessageContentCodec.Decode(TestWorld.Curve, message.Content.ToArray());
        content.MessageId.ToArray().ShouldBe([8]);
        message.Origin.ShouldBe(MailboxCodec.OriginOf(content));
    }

    [Fact]
    public void A_list_of_keys_of_format_1() =>
        ReadAndWriteAgain(new CatalogDefinition(), "session", "catalog")
            .Added.From(0)
            .ShouldBe(["four", "keys", "that", "are"]);

    [Fact]
    public void A_shard_of_topics_of_format_1()
    {
        var listeners = ReadAndWriteAgain(new TopicShardDefinition(), "7", "topics").Listeners.From(0).ToList();
        listeners.Select(each => (int)each.Kind).ShouldBe([1, 2, 3, 4]);
        listeners.Select(each => each.Installation.InstallationId).ShouldBe(["1", "2", "3", "4"]);
        listeners[3].ContentTopic.ShouldBe("/waku/1/0x00000004/rfc26");
        listeners[3].SymmetricKey!.Span.ToArray().ShouldBe([.. Enumerable.Range(4, 32).Select(value => (byte)value)]);
    }

    [Fact]
    public void A_log_of_sent_messages_of_format_1()
    {
        var state = ReadAndWriteAgain(new SentLogDefinition(), "tenant/bot/device", "sent");
        var now = new TestWorld().Now;
        var found = new byte[] { 1, 4 }
            .Select(id => SentLookup.Find(state, new[] { id }, now, TestWorld.Curve)!)
            .ToList();
        found.Select(each => each.Status).ShouldBe([SentStatus.Delivered, SentStatus.Published]);
        found.ShouldAllBe(each => each.AcceptedAt == now && each.Recipients.IsEmpty);
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

    private static T ReadAndWriteAgain<T>(IEntityDefinition<T> definition, string key, string name)
        where T : class
    {
        var parts = RecordFixture.ReadParts(name, definition.Parts);
        parts.Count(part => part is not null).ShouldBeGreaterThan(3, name);
        var state = definition.Decode(key, parts);
        for (var part = 0; part < parts.Length; part++)
            definition.Encode(part, state).ShouldBe(parts[part] ?? [8, 1], definition.Parts[part]);
        return state;
    }

    private static PublicKey Derived(KeyPair pair) =>
        KeyPair.FromPrivateKey(TestWorld.Curve, pair.PrivateKey).PublicKey;
}
