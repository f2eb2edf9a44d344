using FsCheck.Fluent;
using Google.Protobuf;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Wire;
using WakuGrains.Vectors;

namespace WakuGrains.Protocol.Tests.Application;

/// <summary>Segments: any order, any loss that the parity covers, and bounds on what strangers can make us hold.</summary>
public sealed class SegmentationTests
{
    private const int SegmentLength = 16;

    [Fact]
    public void A_short_message_is_not_cut() =>
        Segmentation.Split(Pattern.Go(SegmentLength), SegmentLength).ShouldHaveSingleItem().Length.ShouldBe(16);

    [Fact]
    public void Any_order_and_any_loss_that_parity_covers_yields_the_message_exactly_once() =>
        Properties.Hold(
            Prop.ForAll(
                Gen.Choose(SegmentLength + 1, 60 * SegmentLength).ToArbitrary(),
                Gen.Choose(0, 1000).ToArbitrary(),
                (length, seed) =>
                {
                    var message = Pattern.Go(length);
                    var parts = Segmentation.Split(message, SegmentLength);
                    var parity = parts.Count(part => Read(part).IsParity);
                    // Shuffled by a hash; as many are lost as there are parity segments, one of the others comes twice.
                    var arriving = parts
                        .OrderBy(part =>
                            Convert.ToHexString(Keccak256.Hash([.. part.Span, (byte)seed, (byte)(seed >> 8)]))
                        )
                        .Skip(parity)
                        .ToList();
                    arriving.Add(arriving[0]);
                    Deliver(SegmentAssembly.Empty, arriving).ShouldHaveSingleItem().ShouldBe(message);
                }
            )
        );

    [Fact]
    public void One_loss_too_many_yields_nothing()
    {
        var parts = Segmentation.Split(Pattern.Go(SegmentLength * 8), SegmentLength);
        Deliver(SegmentAssembly.Empty, parts.Skip(2)).ShouldBeEmpty();
    }

    [Fact]
    public void A_lost_last_segment_that_ends_in_a_zero_is_restored()
    {
        byte[] message = [.. Pattern.Go((SegmentLength * 7) + 3), 0];
        var parts = Segmentation.Split(message, SegmentLength).ToList();
        parts.RemoveAt(7);
        Deliver(SegmentAssembly.Empty, parts).ShouldHaveSingleItem().ShouldBe(message);
    }

    [Fact]
    public void Messages_may_come_interleaved()
    {
        var one = Segmentation.Split(Pattern.Go(40), SegmentLength);
        var other = Segmentation.Split(Pattern.Go(41), SegmentLength);
        Deliver(SegmentAssembly.Empty, one.Zip(other).SelectMany(pair => new[] { pair.First, pair.Second }))
            .Select(message => message.Length)
            .ShouldBe([40, 41]);
    }

    [Fact]
    public void Taking_a_segment_leaves_the_assembly_before_as_it_was()
    {
        var parts = Segmentation.Split(Pattern.Go(SegmentLength * 2), SegmentLength);
        var before = SegmentAssembly.Empty.Add(Read(parts[0])).Assembly;
        before.Add(Read(parts[1])).Whole.ShouldNotBeNull();
        before.Length.ShouldBe(SegmentLength);
        before.Add(Read(parts[1])).Whole.ShouldNotBeNull();
    }

    [Fact]
    public void A_damaged_segment_spoils_its_message_and_no_other()
    {
        var parts = Segmentation.Split(Pattern.Go(SegmentLength * 3), SegmentLength);
        var forged = Read(parts[1]) with { Payload = new byte[SegmentLength] };
        var assembly = SegmentAssembly.Empty.Add(Read(parts[0])).Assembly.Add(forged).Assembly;
        var (after, whole) = assembly.Add(Read(parts[2]));
        whole.ShouldBeNull();
        after.Length.ShouldBe(0);
        Deliver(after, parts).ShouldHaveSingleItem().ShouldBe(Pattern.Go(SegmentLength * 3));
    }

    [Fact]
    public void A_segment_that_contradicts_the_others_adds_nothing()
    {
        var parts = Segmentation.Split(Pattern.Go(SegmentLength * 3), SegmentLength);
        var assembly = SegmentAssembly.Empty.Add(Read(parts[0])).Assembly;
        assembly.Add(Read(parts[1]) with { Count = 2 }).Whole.ShouldBeNull();
        assembly.Add(Read(parts[1]) with { Count = 2 }).Assembly.Length.ShouldBe(SegmentLength);
    }

    [Fact]
    public void Parity_of_another_length_than_the_slices_restores_nothing()
    {
        var parts = Segmentation.Split(Pattern.Go(SegmentLength * 8), SegmentLength).Select(Read).ToList();
        var assembly = parts.Take(7).Aggregate(SegmentAssembly.Empty, (held, part) => held.Add(part).Assembly);
        assembly.Add(parts[8] with { Payload = new byte[SegmentLength - 1] }).Whole.ShouldBeNull();
    }

    [Fact]
    public void The_oldest_unfinished_message_goes_first()
    {
        var messages = Enumerable
            .Range(0, ApplicationLimits.MaxOpenAssemblies + 1)
            .Select(i => Segmentation.Split(Pattern.Go(20 + i), SegmentLength))
            .ToList();
        var assembly = messages.Aggregate(SegmentAssembly.Empty, (held, parts) => held.Add(Read(parts[0])).Assembly);
        assembly.Length.ShouldBe(ApplicationLimits.MaxOpenAssemblies * SegmentLength);
        assembly.Add(Read(messages[0][1])).Whole.ShouldBeNull();
        assembly.Add(Read(messages[1][1])).Whole.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void What_is_larger_than_the_capacity_is_never_put_together(int length, bool isWhole)
    {
        var parts = Segmentation.Split(Pattern.Go(length), 64 / 2);
        Deliver(SegmentAssembly.WithCapacity(64), parts).Count.ShouldBe(isWhole ? 1 : 0);
    }

    [Fact]
    public void Segments_of_no_possible_message_are_none()
    {
        var hash = ByteString.CopyFrom(new byte[32]);
        ShouldBeNone(new SegmentProto { EntireMessageHash = hash });
        ShouldBeNone(new SegmentProto { EntireMessageHash = hash, SegmentsCount = 1 });
        ShouldBeNone(
            new SegmentProto
            {
                EntireMessageHash = hash,
                SegmentsCount = 2,
                Index = 2,
            }
        );
        ShouldBeNone(new SegmentProto { EntireMessageHash = hash, SegmentsCount = ApplicationLimits.MaxSegments + 1 });
        ShouldBeNone(
            new SegmentProto
            {
                EntireMessageHash = hash,
                ParitySegmentsCount = 1,
                ParitySegmentIndex = 1,
            }
        );
        ShouldBeNone(new SegmentProto { EntireMessageHash = hash, ParitySegmentsCount = 257 });
        ShouldBeNone(new SegmentProto { EntireMessageHash = ByteString.CopyFrom(new byte[31]), SegmentsCount = 2 });
        Segmentation.TryRead([0xFF], out _).ShouldBeFalse();
    }

    [Fact]
    public void A_message_of_too_many_segments_is_the_callers_mistake()
    {
        Segmentation.Split(new byte[ApplicationLimits.MaxSegments], 1).Length.ShouldBe(ApplicationLimits.MaxSegments);
        Should.Throw<ArgumentException>(() => Segmentation.Split(new byte[ApplicationLimits.MaxSegments + 1], 1));
    }

    private static List<byte[]> Deliver(SegmentAssembly assembly, IEnumerable<ReadOnlyMemory<byte>> parts)
    {
        List<byte[]> completed = [];
        foreach (var part in parts)
        {
            (assembly, var whole) = assembly.Add(Read(part));
            if (whole is { } message)
                completed.Add(message.ToArray());
        }

        return completed;
    }

    private static Segment Read(ReadOnlyMemory<byte> part)
    {
        Segmentation.TryRead(part.Span, out var segment).ShouldBeTrue();
        return segment!;
    }

    private static void ShouldBeNone(SegmentProto proto) =>
        Segmentation.TryRead(proto.ToByteArray(), out _).ShouldBeFalse();
}
