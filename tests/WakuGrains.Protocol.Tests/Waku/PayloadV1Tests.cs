using FsCheck.Fluent;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Protocol.Tests.Waku;

/// <summary>26/WAKU2-PAYLOAD: round trips, damage at every byte, and the frame's own rules.</summary>
public sealed class PayloadV1Tests
{
    private static readonly ISecp256k1 Curve = TestCurves.Native;
    private static readonly byte[] Key = [.. Enumerable.Repeat((byte)3, PayloadV1.SymmetricKeyLength)];
    private static readonly KeyPair Signer = Pair(1);
    private static readonly KeyPair Recipient = Pair(2);
    private static readonly byte[] Hello = "hello"u8.ToArray();

    [Fact]
    public void Symmetric_payloads_come_back() =>
        Properties.Hold(
            Prop.ForAll(
                Properties.Bytes,
                data =>
                {
                    var payload = PayloadV1.SealSymmetric(Curve, data, Signer, Key, new FixedRandomSource());
                    ShouldBeOpened(PayloadV1.OpenSymmetric(TestCurves.Managed, Key, payload), data, Signer);
                    (AesGcmSuffix.PlaintextLength(payload.Length) % WakuLimits.FrameBlockLength).ShouldBe(0);
                }
            )
        );

    [Fact]
    public void Asymmetric_payloads_come_back() =>
        Properties.Hold(
            Prop.ForAll(
                Properties.Bytes,
                data =>
                {
                    var random = new FixedRandomSource();
                    var payload = PayloadV1.SealAsymmetric(Curve, data, Signer, Recipient.PublicKey, random);
                    ShouldBeOpened(PayloadV1.OpenAsymmetric(TestCurves.Managed, Recipient, payload), data, Signer);
                }
            )
        );

    [Fact]
    public void An_unsigned_payload_has_no_signer() =>
        ShouldBeOpened(PayloadV1.OpenSymmetric(Curve, Key, SealSymmetric(signer: null)), Hello, signer: null);

    [Fact]
    public void A_symmetric_payload_changed_or_cut_anywhere_is_refused()
    {
        var payload = SealSymmetric(Signer);
        for (var i = 0; i < payload.Length; i++)
        {
            payload[i] ^= 0x80;
            PayloadV1.OpenSymmetric(Curve, Key, payload).Outcome.ShouldBe(PayloadOutcome.NotForThisKey);
            payload[i] ^= 0x80;
        }

        for (var length = 0; length < payload.Length; length++)
        {
            var expected = length < AesGcmSuffix.Overhead ? PayloadOutcome.TooShort : PayloadOutcome.NotForThisKey;
            PayloadV1.OpenSymmetric(Curve, Key, payload.AsSpan(0, length)).Outcome.ShouldBe(expected);
        }
    }

    [Fact]
    public void An_asymmetric_payload_changed_or_cut_anywhere_is_refused()
    {
        var payload = SealAsymmetric();
        for (var i = 0; i < payload.Length; i++)
        {
            payload[i] ^= 0x80;
            var expected =
                i < PublicKey.UncompressedLength ? PayloadOutcome.InvalidEphemeralKey : PayloadOutcome.NotForThisKey;
            PayloadV1.OpenAsymmetric(Curve, Recipient, payload).Outcome.ShouldBe(expected);
            payload[i] ^= 0x80;
        }

        for (var length = 0; length < payload.Length; length++)
        {
            var expected = length < Ecies.Overhead ? PayloadOutcome.TooShort : PayloadOutcome.NotForThisKey;
            PayloadV1.OpenAsymmetric(Curve, Recipient, payload.AsSpan(0, length)).Outcome.ShouldBe(expected);
        }
    }

    [Fact]
    public void Another_key_opens_nothing()
    {
        PayloadV1
            .OpenSymmetric(Curve, new byte[32], SealSymmetric(Signer))
            .Outcome.ShouldBe(PayloadOutcome.NotForThisKey);
        PayloadV1.OpenAsymmetric(Curve, Signer, SealAsymmetric()).Outcome.ShouldBe(PayloadOutcome.NotForThisKey);
    }

    [Fact]
    public void A_failure_carries_no_data()
    {
        var opening = PayloadV1.OpenSymmetric(Curve, new byte[32], SealSymmetric(Signer));
        opening.IsOpened.ShouldBeFalse();
        opening.Data.IsEmpty.ShouldBeTrue();
        opening.Signer.ShouldBeNull();
    }

    [Fact]
    public void A_bad_symmetric_key_is_the_callers_mistake()
    {
        var random = new FixedRandomSource();
        foreach (var key in new[] { new byte[32], new byte[31], [.. Key, 1] })
            Should.Throw<ArgumentException>(() => PayloadV1.SealSymmetric(Curve, Hello, Signer, key, random));
        Should.Throw<ArgumentException>(() => PayloadV1.OpenSymmetric(Curve, new byte[31], []));
    }

    [Theory]
    [InlineData(0, false, 254)]
    [InlineData(253, false, 1)]
    [InlineData(254, false, 256)]
    [InlineData(255, false, 255)]
    [InlineData(256, false, 253)]
    [InlineData(188, true, 1)]
    [InlineData(189, true, 256)]
    [InlineData(65_535, true, 189)]
    [InlineData(65_536, true, 187)]
    public void Padding_fills_to_the_next_block(int dataLength, bool signed, int padding) =>
        PayloadFrame.PaddingLength(dataLength, signed).ShouldBe(padding);

    [Fact]
    public void Data_of_a_frame_is_bounded()
    {
        var longest = PayloadFrame.Write(Curve, new byte[WakuLimits.MaxFrameDataLength], [], signer: null);
        longest[0].ShouldBe((byte)3);
        PayloadFrame.Read(Curve, longest).Data.Length.ShouldBe(WakuLimits.MaxFrameDataLength);
        Should.Throw<ArgumentException>(() =>
            PayloadFrame.Write(Curve, new byte[WakuLimits.MaxFrameDataLength + 1], [], signer: null)
        );
    }

    [Fact]
    public void A_frame_cut_or_changed_anywhere_never_gives_the_signed_data_under_the_same_signer()
    {
        var frame = PayloadFrame.Write(Curve, Hello, new byte[10], Signer);
        for (var bit = 0; bit < frame.Length * 8; bit++)
        {
            frame[bit / 8] ^= (byte)(1 << (bit % 8));
            var opening = PayloadFrame.Read(Curve, frame);
            if (opening.Signer is not null)
                opening.Signer.ShouldNotBe(Signer.PublicKey);
            frame[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        for (var length = 0; length < frame.Length; length++)
        {
            var opening = PayloadFrame.Read(Curve, frame.AsMemory(0, length));
            if (opening.Signer is not null)
                opening.Signer.ShouldNotBe(Signer.PublicKey);
        }
    }

    [Fact]
    public void A_frame_of_any_bytes_never_throws() =>
        Properties.Hold(Prop.ForAll(Properties.Bytes, frame => _ = PayloadFrame.Read(Curve, frame)));

    [Theory]
    [InlineData(27)]
    [InlineData(28)]
    [InlineData(4)]
    public void A_recovery_id_that_is_not_deployed_is_refused(byte v)
    {
        var frame = PayloadFrame.Write(Curve, Hello, [], Signer);
        frame[^1] = v;
        PayloadFrame.Read(Curve, frame).Outcome.ShouldBe(PayloadOutcome.InvalidSignature);
    }

    [Fact]
    public void Every_outcome_has_a_code_of_its_own()
    {
        var codes = Enum.GetValues<PayloadOutcome>().Select(outcome => outcome.Code()).ToArray();
        codes.Distinct().Count().ShouldBe(codes.Length);
        Should.Throw<ArgumentOutOfRangeException>(() => ((PayloadOutcome)99).Code());
    }

    private static byte[] SealSymmetric(KeyPair? signer) =>
        PayloadV1.SealSymmetric(Curve, Hello, signer, Key, new FixedRandomSource());

    private static byte[] SealAsymmetric() =>
        PayloadV1.SealAsymmetric(Curve, Hello, Signer, Recipient.PublicKey, new FixedRandomSource());

    private static void ShouldBeOpened(PayloadOpening opening, byte[] data, KeyPair? signer)
    {
        opening.Outcome.ShouldBe(PayloadOutcome.Opened);
        opening.Data.ToArray().ShouldBe(data);
        opening.Signer.ShouldBe(signer?.PublicKey);
        opening.PaddingLength.ShouldBeInRange(1, WakuLimits.FrameBlockLength);
    }

    private static KeyPair Pair(byte value) =>
        KeyPair.FromPrivateKey(Curve, Enumerable.Repeat(value, KeyPair.PrivateKeyLength).ToArray());
}
