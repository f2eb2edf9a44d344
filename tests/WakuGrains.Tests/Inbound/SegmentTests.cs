using WakuGrains.Messages;
using WakuGrains.Protocol.Application;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Inbound;

/// <summary>A message in segments is one message when enough of them have come (facts 1.6), and nothing is stored before.</summary>
public sealed class SegmentTests
{
    private const int SegmentLength = 60;

    [Fact]
    public async Task The_last_segment_completes_it_in_whatever_order_they_come()
    {
        using var fixture = await InboundFixture.StartAsync();
        var stranger = fixture.NewStranger();
        var segments = Split(fixture, stranger).SkipLast(1).Reverse().ToList();
        foreach (var segment in segments.SkipLast(1))
            await fixture.RefusesAsync(EnvelopeOutcome.SegmentStored, fixture.Seal(stranger.Identity, segment.Span));

        var last = fixture.Seal(stranger.Identity, segments[^1].Span);
        (await fixture.Silo.ReceiveAsync(last)).ShouldBe(EnvelopeOutcome.Delivered);
        (await fixture.Silo.TextsAsync("bob")).ShouldBe([InboundFixture.Text]);
    }

    [Fact]
    public async Task Parity_replaces_a_lost_segment_and_one_that_comes_late_completes_nothing()
    {
        using var fixture = await InboundFixture.StartAsync();
        var stranger = fixture.NewStranger();
        var segments = Split(fixture, stranger);
        foreach (var segment in segments.Skip(1).SkipLast(1))
            await fixture.RefusesAsync(EnvelopeOutcome.SegmentStored, fixture.Seal(stranger.Identity, segment.Span));

        (await fixture.Silo.ReceiveAsync(fixture.Seal(stranger.Identity, segments[^1].Span))).ShouldBe(
            EnvelopeOutcome.Delivered
        );
        await fixture.RefusesAsync(EnvelopeOutcome.SegmentStored, fixture.Seal(stranger.Identity, segments[0].Span));
    }

    [Fact]
    public async Task Segments_of_another_sender_complete_nothing()
    {
        using var fixture = await InboundFixture.StartAsync();
        var (stranger, mallory) = (fixture.NewStranger(), fixture.World.NewKeyPair());
        var segments = Split(fixture, stranger);
        foreach (var segment in segments.Skip(1).SkipLast(1))
            await fixture.RefusesAsync(EnvelopeOutcome.SegmentStored, fixture.Seal(stranger.Identity, segment.Span));
        await fixture.RefusesAsync(EnvelopeOutcome.SegmentStored, fixture.Seal(mallory, segments[0].Span));
    }

    private static System.Collections.Immutable.ImmutableArray<ReadOnlyMemory<byte>> Split(
        InboundFixture fixture,
        TestDevice peer
    )
    {
        var segments = Segmentation.Split(fixture.Unseal(peer, fixture.Send(peer)), SegmentLength);
        segments.Length.ShouldBeInRange(10, 17, "eight or more, and one of parity");
        return segments;
    }
}
