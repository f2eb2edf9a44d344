using Google.Protobuf;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Protocol.Tests.SecureTransport;

/// <summary>Bundles (facts 2.3): signing, what is refused, and limits before any curve arithmetic.</summary>
public sealed class BundleTests
{
    private const long Timestamp = 1_700_000_000_123_456_789;
    private static readonly ISecp256k1 Curve = TestCurves.Native;
    private static readonly KeyPair Identity = KeyPair.FromPrivateKey(Curve, "22222222222222222222222222222222"u8);
    private static readonly PublicKey Prekey = KeyPair
        .FromPrivateKey(Curve, "33333333333333333333333333333333"u8)
        .PublicKey;

    [Theory]
    [MemberData(nameof(TestCurves.Names), MemberType = typeof(TestCurves))]
    public void A_signed_bundle_verifies_and_keeps_its_bytes(string curveName)
    {
        var curve = TestCurves.Get(curveName);
        var signed = BundleSigner.Sign(curve, Identity, Devices("b", "a", "B"), Timestamp);
        var message = BundleMessage.Parser.ParseFrom(signed.Encode().Span);
        BundleVerifier.TryVerify(message, curve, out var bundle, out var fault).ShouldBeTrue();
        fault.ShouldBe(BundleFault.None);
        bundle.Identity.ShouldBe(Identity.PublicKey);
        bundle.TimestampNanoseconds.ShouldBe(Timestamp);
        bundle.SignedPrekeys.Select(entry => entry.InstallationId).ShouldBe(["B", "a", "b"]);
        bundle.SignedPrekeys.ShouldAllBe(entry => entry.Version == 7 && entry.SignedPrekey.Equals(Prekey));
        bundle.Encode().ToArray().ShouldBe(signed.Encode().ToArray());
    }

    [Fact]
    public void A_bundle_is_written_once()
    {
        var bundle = Sign("a");
        bundle.Encode().Equals(bundle.Encode()).ShouldBeTrue();
        bundle.ToMessage().ShouldNotBeSameAs(bundle.ToMessage());
    }

    [Fact]
    public void The_order_of_the_entries_on_the_wire_does_not_matter()
    {
        var message = Sign("1", "10", "2").ToMessage();
        var reversed = message.Clone();
        reversed.SignedPreKeys.Clear();
        foreach (var (id, prekey) in message.SignedPreKeys.Reverse())
            reversed.SignedPreKeys[id] = prekey;
        Verify(BundleMessage.Parser.ParseFrom(reversed.ToByteArray())).ShouldBe(BundleFault.None);
    }

    [Fact]
    public void Entries_are_signed_in_the_order_of_their_UTF8_bytes()
    {
        // U+E000 comes before U+1F600 in UTF-8 and after it in UTF-16.
        Sign("\U0001F600", "\uE000").SignedPrekeys[0].InstallationId.ShouldBe("\uE000");
        InstallationIdOrder.Instance.Compare("a", "ab").ShouldBeNegative();
        InstallationIdOrder.Instance.Compare("", "").ShouldBe(0);
        InstallationIdOrder.Instance.Compare("B", "a").ShouldBeNegative();
    }

    [Fact]
    public void A_signature_changed_or_cut_anywhere_is_refused()
    {
        var message = Sign("1", "2").ToMessage();
        var signature = message.Signature.ToByteArray();
        for (var i = 0; i < signature.Length; i++)
        {
            var changed = (byte[])signature.Clone();
            changed[i] ^= 0x10;
            message.Signature = ByteString.CopyFrom(changed);
            Verify(message).ShouldBeOneOf(BundleFault.InvalidSignature, BundleFault.IdentityMismatch);
            message.Signature = ByteString.CopyFrom(signature.AsSpan(0, i));
            Verify(message).ShouldBe(BundleFault.InvalidSignature);
        }

        message.Signature = ByteString.CopyFrom([.. signature, 0]);
        Verify(message).ShouldBe(BundleFault.InvalidSignature);
        message.Signature = ByteString.CopyFrom(new byte[65]);
        Verify(message).ShouldBe(BundleFault.InvalidSignature);
        message.Signature = ByteString.CopyFrom([.. signature[..64], (byte)(signature[64] + 27)]);
        Verify(message).ShouldBe(BundleFault.InvalidSignature);
    }

    public static TheoryData<string, Action<BundleMessage>, BundleFault> Changes =>
        new()
        {
            { "version", message => message.SignedPreKeys["1"].Version++, BundleFault.IdentityMismatch },
            { "timestamp", message => message.Timestamp++, BundleFault.IdentityMismatch },
            { "no timestamp", message => message.Timestamp = 0, BundleFault.IdentityMismatch },
            { "removed", message => message.SignedPreKeys.Remove("2"), BundleFault.IdentityMismatch },
            {
                "added",
                message => message.SignedPreKeys["3"] = message.SignedPreKeys["1"],
                BundleFault.IdentityMismatch
            },
            {
                "another prekey",
                message => SetPrekey(message, Identity.PublicKey.Compressed.ToArray()),
                BundleFault.IdentityMismatch
            },
            {
                "another identity",
                message => SetIdentity(message, Prekey.Compressed.ToArray()),
                BundleFault.IdentityMismatch
            },
            { "empty prekey", message => SetPrekey(message, []), BundleFault.InvalidPrekey },
            { "zero prekey", message => SetPrekey(message, new byte[33]), BundleFault.InvalidPrekey },
            {
                "uncompressed prekey",
                message => SetPrekey(message, Prekey.Uncompressed.ToArray()),
                BundleFault.InvalidPrekey
            },
            { "prekey off the curve", message => SetPrekey(message, OffTheCurve), BundleFault.InvalidPrekey },
            {
                "cut prekey",
                message => SetPrekey(message, Prekey.Compressed[..32].ToArray()),
                BundleFault.InvalidPrekey
            },
            { "no identity", message => SetIdentity(message, []), BundleFault.InvalidIdentity },
            { "zero identity", message => SetIdentity(message, new byte[33]), BundleFault.InvalidIdentity },
            {
                "uncompressed identity",
                message => SetIdentity(message, Identity.PublicKey.Uncompressed.ToArray()),
                BundleFault.InvalidIdentity
            },
            { "identity off the curve", message => SetIdentity(message, OffTheCurve), BundleFault.InvalidIdentity },
        };

    [Theory]
    [MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public void A_changed_bundle_is_refused(string what, Action<BundleMessage> change, BundleFault expected)
    {
        var message = Sign("1", "2").ToMessage();
        change(message);
        Verify(message).ShouldBe(expected, what);
    }

    [Fact]
    public void The_protocol_version_is_not_signed()
    {
        var message = Sign("1").ToMessage();
        message.SignedPreKeys["1"].ProtocolVersion = 99;
        Verify(message).ShouldBe(BundleFault.None);
    }

    [Fact]
    public void The_number_of_devices_is_limited()
    {
        string[] ids = [.. Enumerable.Range(0, SecureTransportLimits.MaxBundleEntries).Select(i => $"{i}")];
        var message = Sign(ids).ToMessage();
        Verify(message).ShouldBe(BundleFault.None);
        message.SignedPreKeys["one more"] = message.SignedPreKeys["0"];
        Verify(message).ShouldBe(BundleFault.TooManyEntries);
        Should.Throw<ArgumentException>(() => Sign([.. ids, "one more"]));
    }

    [Fact]
    public void The_length_of_an_installation_id_is_limited_in_UTF8()
    {
        var longest = new string('é', SecureTransportLimits.MaxInstallationIdLength / 2);
        var message = Sign(longest).ToMessage();
        Verify(message).ShouldBe(BundleFault.None);
        message.SignedPreKeys[longest + "x"] = message.SignedPreKeys[longest];
        Verify(message).ShouldBe(BundleFault.InstallationIdTooLong);
        Should.Throw<ArgumentException>(() => Sign(longest + "x"));
    }

    [Fact]
    public void A_device_twice_is_the_callers_mistake() => Should.Throw<ArgumentException>(() => Sign("1", "1"));

    [Fact]
    public void A_bundle_without_devices_or_time_verifies()
    {
        var signed = BundleSigner.Sign(Curve, Identity, [], timestampNanoseconds: 0);
        Verify(signed.ToMessage()).ShouldBe(BundleFault.None);
    }

    private static byte[] OffTheCurve => [2, .. Enumerable.Repeat((byte)0xff, 32)];

    private static void SetPrekey(BundleMessage message, byte[] key) =>
        message.SignedPreKeys["1"].SignedPreKey = ByteString.CopyFrom(key);

    private static void SetIdentity(BundleMessage message, byte[] key) => message.Identity = ByteString.CopyFrom(key);

    private static IEnumerable<BundleEntry> Devices(params string[] ids) =>
        ids.Select(id => new BundleEntry(id, Prekey, Version: 7, ProtocolVersion: 1));

    private static Bundle Sign(params string[] ids) => BundleSigner.Sign(Curve, Identity, Devices(ids), Timestamp);

    private static BundleFault Verify(BundleMessage message)
    {
        var verified = BundleVerifier.TryVerify(message, Curve, out var bundle, out var fault);
        verified.ShouldBe(fault == BundleFault.None);
        (bundle is not null).ShouldBe(verified);
        return fault;
    }
}
