using FsCheck.Fluent;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.Tests.Application;

/// <summary>The text forms of an identity (facts app layer 1).</summary>
public sealed class IdentityTextTests
{
    private const string Hex =
        "0x04deaafa03e3a646e54a36ec3f6968c1d3686847d88420f00c0ab6ee517ee1893398fca28aacd2af74f2654738c21d10bad3d88dc64201ebe0de5cf1e313970d3d";

    private const string ChatKey = "zQ3shudJrBctPznsRLvbsCtvZFTdi3b34uzYDuqE9Wq9m9T1C";
    private const string UncompressedDigits =
        "deaafa03e3a646e54a36ec3f6968c1d3686847d88420f00c0ab6ee517ee1893398fca28aacd2af74f2654738c21d10bad3d88dc64201ebe0de5cf1e313970d3d";

    private const string Compressed = "03deaafa03e3a646e54a36ec3f6968c1d3686847d88420f00c0ab6ee517ee18933";

    private static readonly ISecp256k1 Curve = TestCurves.Native;

    [Fact]
    public void The_published_pair_of_forms_is_one_identity()
    {
        IdentityText.TryParse(Curve, Hex, out var identity).ShouldBeTrue();
        IdentityText.Compressed(identity!).ShouldBe(ChatKey);
        IdentityText.Hex(identity!).ShouldBe(Hex);
        IdentityText.ProfileLink(identity!).ShouldBe("https://status.app/u#" + ChatKey);
    }

    [Theory]
    [InlineData(ChatKey)]
    [InlineData(Compressed)]
    [InlineData("0x" + Compressed)]
    [InlineData("https://status.app/u#" + ChatKey)]
    [InlineData("https://status.app/u/iwaACgwKCkFkYSBQZXJzb24D#" + ChatKey)]
    public void Every_form_is_read(string text)
    {
        IdentityText.TryParse(Curve, text, out var identity).ShouldBeTrue();
        IdentityText.Hex(identity!).ShouldBe(Hex);
    }

    [Fact]
    public void Hex_is_read_in_upper_case_and_without_its_prefix()
    {
        IdentityText.TryParse(Curve, "0x" + Hex[2..].ToUpperInvariant(), out _).ShouldBeTrue();
        IdentityText.TryParse(Curve, Compressed.ToUpperInvariant(), out _).ShouldBeTrue();
        IdentityText.TryParse(Curve, Hex[2..], out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("z")]
    [InlineData("zQ3sh")]
    [InlineData("Q3shudJrBctPznsRLvbsCtvZFTdi3b34uzYDuqE9Wq9m9T1C")]
    [InlineData("ZQ3SHUDJRBCTPZNSRLVBSCTVZFTDI3B34UZYDUQE9WQ9M9T1C")]
    [InlineData(ChatKey + "1")]
    [InlineData("zQ3shudJ0BctPznsRLvbsCtvZFTdi3b34uzYDuqE9Wq9m9T1C")]
    [InlineData("02deaafa")]
    [InlineData("05deaafa03e3a646e54a36ec3f6968c1d3686847d88420f00c0ab6ee517ee18933")]
    [InlineData("03ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("https://status.app/u#")]
    [InlineData("https://status.app/u#" + Hex)]
    [InlineData("https://status.app/u/#" + ChatKey)]
    [InlineData("https://status.app/u?x=1#" + ChatKey)]
    [InlineData("https://status.app/c#" + ChatKey)]
    [InlineData("https://status.app/U#" + ChatKey)]
    [InlineData("http://status.app/u#" + ChatKey)]
    [InlineData("https://status.app/u#ada.eth")]
    [InlineData("https://status.app/u#" + ChatKey + " ")]
    [InlineData("https://status.app/u//#" + ChatKey)]
    [InlineData("https://status.app/u/garbage#" + ChatKey)]
    [InlineData("https://status.app/u/AA+/#" + ChatKey)]
    [InlineData("https://status.app/u/A A=#" + ChatKey)]
    [InlineData("https://status.app/u/ AAA#" + ChatKey)]
    [InlineData("https://status.app/u/AA\n==#" + ChatKey)]
    [InlineData("https://status.app/u/iwaACgwKCkFkYSBQZXJzb24D?x=1#" + ChatKey)]
    [InlineData("https://status.app/u/iwWACgoSCGJpbyBvbmx5Aw#" + ChatKey)]
    [InlineData(" " + ChatKey)]
    [InlineData(ChatKey + "\n")]
    [InlineData(" " + Hex)]
    [InlineData("0X" + Compressed)]
    [InlineData("0x0x" + Compressed)]
    [InlineData("06" + UncompressedDigits)]
    [InlineData("07" + UncompressedDigits)]
    [InlineData("fe70103deaafa03e3a646e54a36ec3f6968c1d3686847d88420f00c0ab6ee517ee18933")]
    public void Anything_else_is_refused(string? text)
    {
        IdentityText.TryParse(Curve, text, out var identity).ShouldBeFalse();
        identity.ShouldBeNull();
    }

    [Fact]
    public void A_link_is_read_up_to_the_longest()
    {
        const string start = "https://status.app/u/";
        const string end = "#" + ChatKey;
        var room = ApplicationLimits.MaxProfileLinkLength - start.Length - end.Length;
        var data = new string('A', room - (room % 4));
        IdentityText.TryParse(Curve, start + data + end, out _).ShouldBeTrue();
        IdentityText.TryParse(Curve, start + data + "AAAA" + end, out _).ShouldBeFalse();
    }

    [Fact]
    public void A_text_of_any_length_is_answered_at_once() =>
        IdentityText.TryParse(Curve, new string('z', 10_000_000), out _).ShouldBeFalse();

    [Fact]
    public void Every_key_comes_back_from_every_form() =>
        Properties.Hold(
            Prop.ForAll(
                Properties.PrivateKeys,
                privateKey =>
                {
                    using var pair = KeyPair.FromPrivateKey(Curve, privateKey);
                    var key = pair.PublicKey;
                    string[] forms =
                    [
                        IdentityText.Compressed(key),
                        IdentityText.Hex(key),
                        IdentityText.ProfileLink(key),
                        key.ToString(),
                    ];
                    foreach (var form in forms)
                    {
                        IdentityText.TryParse(Curve, form, out var parsed).ShouldBeTrue(form);
                        parsed.ShouldBe(key);
                    }

                    forms[0].Length.ShouldBe(49);
                    forms[0].ShouldStartWith("zQ3sh");
                }
            )
        );
}
