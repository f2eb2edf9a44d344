using FsCheck.Fluent;
using Google.Protobuf;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Protocol.Tests.Application;

/// <summary>The signed envelope of every application message: round trips, damage, and what names it.</summary>
public sealed class ApplicationMetadataTests
{
    private static readonly ISecp256k1 Curve = TestCurves.Native;
    private static readonly KeyPair Author = Pair(1);
    private static readonly PublicKey Signer = Pair(2).PublicKey;

    [Fact]
    public void Whatever_is_wrapped_comes_back_with_its_author() =>
        Properties.Hold(
            Prop.ForAll(
                Properties.Bytes,
                payload =>
                {
                    var wrapped = ApplicationMetadata.Wrap(Curve, Author, 7, payload);
                    var message = Unwrap(wrapped).ShouldNotBeNull();
                    message.Author.ShouldBe(Author.PublicKey);
                    message.IsSigned.ShouldBeTrue();
                    message.Type.ShouldBe(7u);
                    message.Payload.ToArray().ShouldBe(payload);
                    message.MessageId.ToArray().ShouldBe(ApplicationMetadata.MessageId(Author.PublicKey, wrapped));
                }
            )
        );

    [Fact]
    public void A_changed_byte_never_leaves_author_and_id_as_they_were()
    {
        var wrapped = ApplicationMetadata.Wrap(Curve, Author, 1, "hello"u8);
        var original = Unwrap(wrapped).ShouldNotBeNull();
        for (var i = 0; i < wrapped.Length; i++)
        {
            byte[] damaged = [.. wrapped];
            damaged[i] ^= 1;
            if (Unwrap(damaged) is { } message)
                message.MessageId.ToArray().ShouldNotBe(original.MessageId.ToArray());
        }
    }

    [Fact]
    public void A_changed_payload_is_not_the_authors()
    {
        var proto = ApplicationMetadataProto.Parser.ParseFrom(ApplicationMetadata.Wrap(Curve, Author, 1, "yes"u8));
        proto.Payload = ByteString.CopyFromUtf8("no!");
        Unwrap(proto.ToByteArray())?.Author.ShouldNotBe(Author.PublicKey);
    }

    [Fact]
    public void Cut_bytes_are_refused_or_are_another_message()
    {
        var wrapped = ApplicationMetadata.Wrap(Curve, Author, 1, "hello"u8);
        for (var length = 0; length < wrapped.Length; length++)
        {
            if (Unwrap(wrapped.AsSpan(0, length)) is { } message)
                (message.IsSigned && message.Type == 1).ShouldBeFalse($"{length} bytes");
        }
    }

    [Fact]
    public void Without_a_signature_the_frames_signer_is_the_author_but_not_part_of_the_id()
    {
        var wrapped = new ApplicationMetadataProto { Payload = ByteString.CopyFromUtf8("x"), Type = 1 }.ToByteArray();
        var message = Unwrap(wrapped).ShouldNotBeNull();
        message.IsSigned.ShouldBeFalse();
        message.Author.ShouldBe(Signer);
        message.MessageId.ToArray().ShouldBe(Keccak256.Hash(wrapped));
    }

    [Theory]
    [InlineData(64, 0)]
    [InlineData(66, 0)]
    [InlineData(65, 27)]
    [InlineData(65, 28)]
    [InlineData(65, 4)]
    public void A_signature_of_another_form_is_refused(int length, byte v)
    {
        var proto = ApplicationMetadataProto.Parser.ParseFrom(ApplicationMetadata.Wrap(Curve, Author, 1, "hello"u8));
        var signature = proto.Signature.ToByteArray();
        if (v > 0)
            signature[64] = v;
        Array.Resize(ref signature, length);
        proto.Signature = ByteString.CopyFrom(signature);
        ShouldBeRefused(proto.ToByteArray(), ApplicationFault.InvalidSignature);
    }

    [Fact]
    public void A_signature_of_zeros_is_refused()
    {
        var proto = new ApplicationMetadataProto { Signature = ByteString.CopyFrom(new byte[65]) };
        ShouldBeRefused(proto.ToByteArray(), ApplicationFault.InvalidSignature);
    }

    [Fact]
    public void Bytes_that_are_no_protobuf_are_refused() =>
        ShouldBeRefused("hello world"u8.ToArray(), ApplicationFault.Malformed);

    [Fact]
    public void A_message_is_read_up_to_the_longest()
    {
        var overhead = ApplicationMetadata
            .Wrap(Curve, Author, 1, new byte[ApplicationLimits.MaxWrappedLength / 2])
            .Length;
        overhead -= ApplicationLimits.MaxWrappedLength / 2;
        var payload = new byte[ApplicationLimits.MaxWrappedLength - overhead];
        var longest = ApplicationMetadata.Wrap(Curve, Author, 1, payload);
        longest.Length.ShouldBe(ApplicationLimits.MaxWrappedLength);
        Unwrap(longest).ShouldNotBeNull();
        var past = ApplicationMetadata.Wrap(Curve, Author, 1, [.. payload, 0]);
        ShouldBeRefused(past, ApplicationFault.TooLong);
    }

    [Fact]
    public void Unknown_fields_are_read_over_and_count_for_the_id()
    {
        var wrapped = ApplicationMetadata.Wrap(Curve, Author, 1, "hello"u8);
        byte[] extended = [.. wrapped, 0xF8, 0x07, 0x01];
        var message = Unwrap(extended).ShouldNotBeNull();
        message.Author.ShouldBe(Author.PublicKey);
        message.MessageId.ToArray().ShouldBe(ApplicationMetadata.MessageId(Author.PublicKey, extended));
    }

    private static ApplicationMessage? Unwrap(ReadOnlySpan<byte> wrapped)
    {
        var unwrapped = ApplicationMetadata.TryUnwrap(
            TestCurves.Managed,
            wrapped,
            Signer,
            out var message,
            out var fault
        );
        (fault == ApplicationFault.None).ShouldBe(unwrapped);
        return message;
    }

    private static void ShouldBeRefused(byte[] wrapped, ApplicationFault expected)
    {
        ApplicationMetadata.TryUnwrap(Curve, wrapped, Signer, out var message, out var fault).ShouldBeFalse();
        message.ShouldBeNull();
        fault.ShouldBe(expected);
    }

    private static KeyPair Pair(byte seed) =>
        KeyPair.FromPrivateKey(Curve, Enumerable.Repeat(seed, KeyPair.PrivateKeyLength).ToArray());
}
