using Google.Protobuf;
using Google.Protobuf.Reflection;
using WakuGrains.Archives;
using WakuGrains.Catalogs;
using WakuGrains.Engine;
using WakuGrains.Groups;
using WakuGrains.Identities;
using WakuGrains.Installations;
using WakuGrains.Letters;
using WakuGrains.Mailboxes;
using WakuGrains.Messages;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sending;
using WakuGrains.Sessions;
using WakuGrains.State;
using WakuGrains.Tests.Archives;
using WakuGrains.Tests.Support;
using WakuGrains.Topics;

namespace WakuGrains.Tests.State;

/// <summary>What is stored comes back: every field of every record, and nothing that this build does not understand.</summary>
public sealed class RecordCodecTests
{
    private static readonly byte[] Fingerprint = [1, 1, 2, 3];

    [Fact]
    public void An_identity_comes_back() => ComesBack(new IdentityDefinition(TestWorld.Curve), SampleStates.Identity());

    [Fact]
    public void An_installation_comes_back_without_its_bundle()
    {
        var state = SampleStates.Installation();
        ComesBack(new InstallationDefinition(TestWorld.Curve), state with { Bundle = null });
    }

    [Fact]
    public void A_session_comes_back() => ComesBack(new SessionDefinition(TestWorld.Curve), SampleStates.Session());

    [Fact]
    public void A_group_comes_back() => ComesBack(new GroupDefinition(TestWorld.Curve), SampleStates.Group());

    [Fact]
    public void A_mailbox_comes_back() => ComesBack(new MailboxDefinition(), SampleStates.Mailbox());

    [Fact]
    public void A_list_of_keys_comes_back() => ComesBack(new CatalogDefinition(), SampleStates.Catalog());

    [Fact]
    public void A_shard_of_topics_comes_back() => ComesBack(new TopicShardDefinition(), SampleStates.TopicShard());

    [Fact]
    public void A_log_of_sent_messages_comes_back() => ComesBack(new SentLogDefinition(), SampleStates.SentLog());

    [Fact]
    public void A_group_without_waiting_messages_has_no_record_for_them()
    {
        var definition = new GroupDefinition(TestWorld.Curve);
        var state = SampleStates.Group();
        definition.Decode(state.Key.ToString(), [definition.Encode(0, state), null]).Waiting.ShouldBeEmpty();
    }

    [Fact]
    public void Of_a_group_only_the_part_that_changed_is_written()
    {
        var definition = new GroupDefinition(TestWorld.Curve);
        var state = SampleStates.Group();
        definition.HasChanged(0, state, state with { Waiting = [] }).ShouldBeFalse();
        definition.HasChanged(1, state, state with { Waiting = [] }).ShouldBeTrue();
        definition.HasChanged(0, state, state with { ChatClock = 1 }).ShouldBeTrue();
        definition.HasChanged(1, state, state with { ChatClock = 1 }).ShouldBeFalse();
    }

    [Fact]
    public void The_keys_that_a_group_does_not_have_any_more_are_wiped()
    {
        var definition = new GroupDefinition(TestWorld.Curve);
        var state = SampleStates.Group();
        var (gone, kept) = (state.Chains[0].Ratchet.Key, state.Chains[1].Ratchet.Key);
        definition.Wipe(state, state with { Chains = [state.Chains[1]] });
        Should.Throw<ObjectDisposedException>(() => gone.Key.Span.Length);
        kept.Key.Span.Length.ShouldBe(32);
    }

    [Fact]
    public void States_that_were_never_stored_are_empty()
    {
        new IdentityDefinition(TestWorld.Curve).Decode("t/n", [null]).KeyPair.ShouldBeNull();
        new InstallationDefinition(TestWorld.Curve).Decode("t/n/i", [null]).Prekeys.ShouldBeEmpty();
        new GroupDefinition(TestWorld.Curve).Decode("t/n/i/g-00", [null, null]).IsMember.ShouldBeFalse();
        new MailboxDefinition().Decode("t/n/i", new byte[]?[145]).Status.ShouldBe(default);
        new CatalogDefinition().Decode("session", new byte[]?[81]).Keys.ShouldBeEmpty();
        new TopicShardDefinition().Decode("7", new byte[]?[49]).Known.ShouldBeEmpty();
        new SentLogDefinition().Decode("t/n/i", new byte[]?[33]).Index.Messages.ShouldBeEmpty();
        var key = SampleStates.Session().Key.ToString();
        new SessionDefinition(TestWorld.Curve).Decode(key, [null, null, null]).IsKnown.ShouldBeFalse();
    }

    [Fact]
    public void A_session_without_skipped_keys_has_no_record_for_them()
    {
        var definition = new SessionDefinition(TestWorld.Curve);
        var state = SampleStates.Session();
        var restored = definition.Decode(state.Key.ToString(), [definition.Encode(0, state), null, null]);
        restored.Sessions.ShouldAllBe(session => session.SkippedKeys.Count == 0);
    }

    [Fact]
    public void A_message_comes_back()
    {
        var message = SampleStates.Message();
        var restored = MessageContentCodec.Decode(TestWorld.Curve, MessageContentCodec.Encode(message));
        ObjectGraph.Describe(restored).ShouldBe(ObjectGraph.Describe(message));
    }

    [Fact]
    public void A_letter_comes_back()
    {
        var letter = SampleStates.Letter();
        var restored = LetterCodec.Decode(LetterCodec.Encode(letter));
        ObjectGraph.Describe(restored).ShouldBe(ObjectGraph.Describe(letter));
    }

    [Fact]
    public void A_receipt_comes_back_for_the_same_content_only()
    {
        var receipt = SampleStates.Receipt();
        var stored = SendReceiptCodec.Encode(receipt, Fingerprint);
        ObjectGraph.Describe(SendReceiptCodec.Replay(stored, Fingerprint)).ShouldBe(ObjectGraph.Describe(receipt));
        Should.Throw<IdempotencyConflictException>(() => SendReceiptCodec.Replay(stored, [1, 1, 2, 4]));
    }

    [Fact]
    public void The_samples_leave_no_field_of_any_record_unset()
    {
        var session = new SessionDefinition(TestWorld.Curve);
        var group = new GroupDefinition(TestWorld.Curve);
        IMessage[] records =
        [
            IdentityRecord.Parser.ParseFrom(new IdentityDefinition(TestWorld.Curve).Encode(0, SampleStates.Identity())),
            InstallationRecord.Parser.ParseFrom(
                new InstallationDefinition(TestWorld.Curve).Encode(0, SampleStates.Installation())
            ),
            SessionRecord.Parser.ParseFrom(session.Encode(0, SampleStates.Session())),
            SkippedKeysRecord.Parser.ParseFrom(session.Encode(1, SampleStates.Session())),
            HeldMessagesRecord.Parser.ParseFrom(session.Encode(2, SampleStates.Session())),
            MessageLetterRecord.Parser.ParseFrom(
                new MessageLetter(SampleStates.Session().Key, new byte[] { 1 }, new byte[] { 2 }, IsCopy: true)
                    .ToLetter()
                    .Body.Span
            ),
            GroupKeysLetterRecord.Parser.ParseFrom(new GroupKeysLetter(
                    SampleStates.Group().Key,
                    SampleStates.Session().Key.Peer,
                    [
                        GroupKey.Create(
                            [1],
                            2,
                            new byte[32]
                                .Select(_ => (byte)7)
                                .ToArray()
                        ),
                    ]
                ).ToLetter().Body.Span),
            PairingLetterRecord.Parser.ParseFrom(
                new PairingLetter(
                    SampleStates.Installation().Key,
                    new PairingMessage(1, "other", "bot", "the other", 1)
                )
                    .ToLetter()
                    .Body.Span
            ),
            GroupRecord.Parser.ParseFrom(group.Encode(0, SampleStates.Group())),
            WaitingMessagesRecord.Parser.ParseFrom(group.Encode(1, SampleStates.Group())),
            .. MailboxRecords(),
            SentLogRecord.Parser.ParseFrom(new SentLogDefinition().Encode(0, SampleStates.SentLog())),
            .. SampleStates
                .SentLog()
                .Entries.From(0)
                .Select(SentEntryCodec.Layout.Encode)
                .Select(SentEntryRecord.Parser.ParseFrom),
            TopicShardRecord.Parser.ParseFrom(new TopicShardDefinition().Encode(0, SampleStates.TopicShard())),
            TopicListenerRecord.Parser.ParseFrom(
                TopicListenerCodec.Layout.Encode(SampleStates.TopicShard().Listeners.From(0).First())
            ),
            CatalogRecord.Parser.ParseFrom(new CatalogDefinition().Encode(0, SampleStates.Catalog())),
            MessageRecord.Parser.ParseFrom(MessageContentCodec.Encode(SampleStates.Message())),
            LetterRecord.Parser.ParseFrom(LetterCodec.Encode(SampleStates.Letter())),
            SendReceiptRecord.Parser.ParseFrom(SendReceiptCodec.Encode(SampleStates.Receipt(), Fingerprint).Span),
            .. ArchiveSample.Everything.Select(each =>
                ArchivedRecord.Parser.ParseFrom(ArchiveRecordCodec.Encode(each))
            ),
        ];
        var set = records.SelectMany(RecordFields.SetIn).ToHashSet();
        foreach (
            var field in StateReflection
                .Descriptor.MessageTypes.Concat(ArchiveReflection.Descriptor.MessageTypes)
                .SelectMany(type => type.Fields.InDeclarationOrder())
        )
            set.ShouldContain(field.FullName);
    }

    [Fact]
    public void A_record_of_another_format_is_refused()
    {
        Refuses(new IdentityDefinition(TestWorld.Curve), "t/n", SampleStates.Identity());
        Refuses(new InstallationDefinition(TestWorld.Curve), "t/n/i", SampleStates.Installation());
        var session = SampleStates.Session();
        Refuses(new SessionDefinition(TestWorld.Curve), session.Key.ToString(), session);
        var group = SampleStates.Group();
        Refuses(new GroupDefinition(TestWorld.Curve), group.Key.ToString(), group);
        Refuses(new MailboxDefinition(), "t/n/i", SampleStates.Mailbox());
        Refuses(new CatalogDefinition(), "session", SampleStates.Catalog());
        Refuses(new TopicShardDefinition(), "7", SampleStates.TopicShard());
        Refuses(new SentLogDefinition(), "t/n/i", SampleStates.SentLog());
        Should.Throw<StateFormatException>(() =>
            MessageContentCodec.Decode(TestWorld.Curve, OfFormat(2, MessageContentCodec.Encode(SampleStates.Message())))
        );
        Should.Throw<StateFormatException>(() =>
            LetterCodec.Decode(OfFormat(2, LetterCodec.Encode(SampleStates.Letter())))
        );
    }

    [Fact]
    public void A_record_that_was_cut_or_changed_is_read_or_refused_as_damaged()
    {
        DamageEverywhere(new IdentityDefinition(TestWorld.Curve), "t/n", SampleStates.Identity());
        DamageEverywhere(new InstallationDefinition(TestWorld.Curve), "t/n/i", SampleStates.Installation());
        var session = SampleStates.Session();
        DamageEverywhere(new SessionDefinition(TestWorld.Curve), session.Key.ToString(), session);
        var group = SampleStates.Group();
        DamageEverywhere(new GroupDefinition(TestWorld.Curve), group.Key.ToString(), group);
        DamageEverywhere(new MailboxDefinition(), "t/n/i", SampleStates.Mailbox());
        DamageEverywhere(new CatalogDefinition(), "session", SampleStates.Catalog());
        DamageEverywhere(new TopicShardDefinition(), "7", SampleStates.TopicShard());
        DamageEverywhere(new SentLogDefinition(), "t/n/i", SampleStates.SentLog());
    }

    private static IEnumerable<IMessage> MailboxRecords()
    {
        var (definition, state) = (new MailboxDefinition(), SampleStates.Mailbox());
        var pages = Enumerable.Range(1, definition.Parts.Count - 1).Select(part => definition.Encode(part, state));
        var entries = state.Messages.From(0).Select(MailboxCodec.Messages.Encode);
        return
        [
            MailboxRecord.Parser.ParseFrom(definition.Encode(0, state)),
            .. pages.Select(PageRecord.Parser.ParseFrom),
            .. entries.Select(MailboxEntryRecord.Parser.ParseFrom),
        ];
    }

    [Fact]
    public void A_record_of_an_archive_that_was_cut_or_changed_is_read_or_refused_as_damaged()
    {
        foreach (
            var damaged in ArchiveSample.Everything.SelectMany(each =>
                DamagedRecord.Of(ArchiveRecordCodec.Encode(each))
            )
        )
        {
            try
            {
                ArchiveRecordCodec.Decode(TestWorld.Curve, damaged);
            }
            catch (StateFormatException)
            {
                // What the contract says of a damaged record.
            }
        }
    }

    [Fact]
    public void A_record_of_an_archive_that_a_newer_version_wrote_is_refused() =>
        Should
            .Throw<StateFormatException>(() => ArchiveRecordCodec.Decode(TestWorld.Curve, [0xFA, 0x07, 1, 0]))
            .Message.ShouldContain("a newer one wrote it");

    private static void ComesBack<T>(IEntityDefinition<T> definition, T state)
        where T : class
    {
        var key = ((dynamic)state).Key.ToString();
        byte[]?[] parts = [.. definition.Parts.Select((_, part) => definition.Encode(part, state))];
        T restored = definition.Decode(key, parts);
        ObjectGraph.Describe(restored).ShouldBe(ObjectGraph.Describe(state));
        for (var part = 0; part < definition.Parts.Count; part++)
            definition.Encode(part, restored).ShouldBe(parts[part]);
    }

    private static void Refuses<T>(IEntityDefinition<T> definition, string key, T state)
        where T : class
    {
        for (var part = 0; part < definition.Parts.Count; part++)
        {
            byte[]?[] parts = [.. definition.Parts.Select((_, each) => definition.Encode(each, state))];
            parts[part] = OfFormat(2, parts[part]!);
            Should.Throw<StateFormatException>(() => definition.Decode(key, parts)).Message.ShouldContain("format 2");
        }
    }

    private static void DamageEverywhere<T>(IEntityDefinition<T> definition, string key, T state)
        where T : class
    {
        for (var part = 0; part < definition.Parts.Count; part++)
        {
            byte[]?[] parts = [.. definition.Parts.Select((_, each) => definition.Encode(each, state))];
            foreach (var damaged in DamagedRecord.Of(parts[part]!))
            {
                parts[part] = damaged;
                try
                {
                    definition.Decode(key, parts);
                }
                catch (StateFormatException)
                {
                    // What the contract says of a damaged record.
                }
            }
        }
    }

    // The format is the first field of every record.
    private static byte[] OfFormat(byte format, byte[] record)
    {
        record[..2].ShouldBe([8, 1]);
        return [8, format, .. record[2..]];
    }
}
