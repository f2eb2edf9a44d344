using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Messages;
using WakuGrains.Protocol.Application;
using WakuGrains.Tests.State;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Inbound;

/// <summary>A mailbox that is full takes nothing, so that nothing is lost: not a key is used up.</summary>
public sealed class MailboxFullTests
{
    [Fact]
    public async Task Nothing_is_decrypted_until_there_is_room()
    {
        using var fixture = await InboundFixture.StartAsync();
        var contact = await fixture.NewContactAsync();
        var sent = fixture.Send(contact, "kept");
        Fill(fixture, MessagingLimits.MailboxCapacity);
        await fixture.RefusesAsync(EnvelopeOutcome.MailboxFull, sent);

        await fixture.Silo.Mediator.Send(new AcknowledgeMessages(fixture.Bob.Key, 1));

        (await fixture.Silo.ReceiveAsync(sent)).ShouldBe(EnvelopeOutcome.Delivered);
        await fixture.RefusesAsync(EnvelopeOutcome.MailboxFull, fixture.Send(contact, "one too many"));
    }

    [Fact]
    public async Task A_mailbox_that_has_no_room_for_more_bytes_is_full_with_one_message()
    {
        using var fixture = await InboundFixture.StartAsync();
        var sent = fixture.Send(await fixture.NewContactAsync(), "kept");
        Fill(fixture, 1, hasNoRoom: true);
        await fixture.RefusesAsync(EnvelopeOutcome.MailboxFull, sent);

        Fill(fixture, 1);

        (await fixture.Silo.ReceiveAsync(sent)).ShouldBe(EnvelopeOutcome.Delivered);
    }

    [Fact]
    public async Task The_last_segment_of_a_message_completes_it_when_it_comes_again()
    {
        using var fixture = await InboundFixture.StartAsync();
        var stranger = fixture.NewStranger();
        var segments = Segmentation.Split(fixture.Unseal(stranger, fixture.Send(stranger)), segmentLength: 300);
        foreach (var segment in segments[..^1])
            await fixture.RefusesAsync(EnvelopeOutcome.SegmentStored, fixture.Seal(stranger.Identity, segment.Span));
        Fill(fixture, MessagingLimits.MailboxCapacity);
        var last = fixture.Seal(stranger.Identity, segments[^1].Span);
        await fixture.RefusesAsync(EnvelopeOutcome.MailboxFull, last);

        await fixture.Silo.Mediator.Send(new AcknowledgeMessages(fixture.Bob.Key, 1));

        (await fixture.Silo.ReceiveAsync(last)).ShouldBe(EnvelopeOutcome.Delivered);
    }

    [Fact]
    public async Task Malformed_messages_and_echoes_need_no_room()
    {
        using var fixture = await InboundFixture.StartAsync();
        Fill(fixture, MessagingLimits.MailboxCapacity);
        await fixture.RefusesAsync(EnvelopeOutcome.Malformed, fixture.Seal(fixture.NewStranger().Identity, [1]));
    }

    private static void Fill(InboundFixture fixture, int count, bool hasNoRoom = false)
    {
        var message = SampleStates.Message();
        var mailbox = new MemoryMailbox(
            count,
            0,
            [.. Enumerable.Range(1, count).Select(i => new MailboxMessage(i, message))],
            []
        )
        {
            HasNoRoom = hasNoRoom,
        };
        var key = new InstallationKey(fixture.Bob.Key, fixture.BobInstallation);
        fixture.Silo.Store.Contents = fixture.Silo.Store.Contents with
        {
            Mailboxes = ImmutableDictionary<InstallationKey, MemoryMailbox>.Empty.Add(key, mailbox),
        };
    }
}
