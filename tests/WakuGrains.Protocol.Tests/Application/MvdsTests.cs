using FsCheck.Fluent;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.Tests.Application;

/// <summary>Data sync packets: round trips, damage, and the bound on what one may hold.</summary>
public sealed class MvdsTests
{
    private static readonly byte[] Group = [.. Enumerable.Repeat((byte)9, Mvds.IdLength)];
    private static readonly byte[] Id = [.. Enumerable.Repeat((byte)8, Mvds.IdLength)];

    [Fact]
    public void Messages_and_acknowledgements_come_back() =>
        Properties.Hold(
            Prop.ForAll(
                Properties.Bytes,
                Properties.Bytes,
                (one, other) =>
                {
                    var payload = Read(Mvds.Build(Group, 1_700_000_000, [one, other], [Id]));
                    payload.Messages.Select(message => message.Body.ToArray()).ShouldBe([one, other]);
                    payload.Messages[0].MessageId.ToArray().ShouldBe(Mvds.MessageId(Group, 1_700_000_000, one));
                    payload.Messages.ShouldAllBe(message => message.TimestampSeconds == 1_700_000_000);
                    payload.Acks.ShouldHaveSingleItem().ToArray().ShouldBe(Id);
                }
            )
        );

    [Fact]
    public void A_resend_has_the_same_id_and_another_time_another() =>
        Mvds.MessageId(Group, 1, "x"u8).ShouldNotBe(Mvds.MessageId(Group, 2, "x"u8));

    [Fact]
    public void Offers_and_requests_are_packets_too()
    {
        var offer = new MvdsPayload([], [], [], [], [new MvdsGroupOffer(Group, [Id])]);
        var read = Read(Mvds.Encode(offer)).GroupOffers.ShouldHaveSingleItem();
        read.GroupId.ToArray().ShouldBe(Group);
        read.MessageIds.ShouldHaveSingleItem().ToArray().ShouldBe(Id);
        Read(Mvds.Encode(new MvdsPayload([], [Id], [Id], [], []))).Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_packet_that_says_nothing_is_none()
    {
        Mvds.TryRead([], out _).ShouldBeFalse();
        Mvds.TryRead(Mvds.Build(Group, 1, [], []), out _).ShouldBeFalse();
    }

    [Fact]
    public void A_thousand_messages_are_read_and_one_more_is_not()
    {
        ReadOnlyMemory<byte> body = "x"u8.ToArray();
        ApplicationLimits.MaxMvdsMessages.ShouldBe(1000);
        Mvds.TryRead(Mvds.Build(Group, 1, [.. Enumerable.Repeat(body, 1000)], []), out _).ShouldBeTrue();
        Mvds.TryRead(Mvds.Build(Group, 1, [.. Enumerable.Repeat(body, 1001)], []), out _).ShouldBeFalse();
    }

    [Fact]
    public void Ids_are_bounded_over_all_lists()
    {
        var half = Enumerable.Repeat<ReadOnlyMemory<byte>>(Id, (ApplicationLimits.MaxMvdsIds / 2) - 1).ToArray();
        var atTheBound = new MvdsPayload([.. half], [Id], [.. half], [], [new MvdsGroupOffer(Group, [])]);
        Mvds.TryRead(Mvds.Encode(atTheBound), out _).ShouldBeTrue();
        var past = atTheBound with { GroupOffers = [new MvdsGroupOffer(Group, [Id])] };
        Mvds.TryRead(Mvds.Encode(past), out _).ShouldBeFalse();
        Mvds.TryRead(Mvds.Encode(atTheBound with { Acks = [.. half, Id] }), out _).ShouldBeFalse();
    }

    [Fact]
    public void No_cut_and_no_changed_byte_throws()
    {
        var bytes = Mvds.Build(Group, 1, ["hello"u8.ToArray()], [Id]);
        for (var i = 0; i < bytes.Length; i++)
        {
            Mvds.TryRead(bytes.AsSpan(0, i), out _);
            for (var bit = 1; bit < 256; bit <<= 1)
            {
                byte[] damaged = [.. bytes];
                damaged[i] ^= (byte)bit;
                Mvds.TryRead(damaged, out _);
            }
        }

        Mvds.TryRead(bytes, out _).ShouldBeTrue();
    }

    [Fact]
    public void An_application_message_is_no_packet()
    {
        using var author = KeyPair.Generate(TestCurves.Native, new FixedRandomSource(), RandomPurpose.Identity);
        Mvds.TryRead(ApplicationMetadata.Wrap(TestCurves.Native, author, 1, "hello"u8), out _).ShouldBeFalse();
    }

    private static MvdsPayload Read(byte[] bytes)
    {
        Mvds.TryRead(bytes, out var payload).ShouldBeTrue();
        return payload!;
    }
}
