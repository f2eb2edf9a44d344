using WakuGrains.Engine;
using WakuGrains.Identities;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Identities;

/// <summary>An identity is created once, and its name is one that every layer can carry.</summary>
public sealed class IdentityTests
{
    private readonly TestWorld world = new();

    [Fact]
    public void Opening_creates_a_key_and_one_installation_and_opening_again_answers_the_same()
    {
        var empty = new IdentityDefinition(TestWorld.Curve).Empty("tenant/bot");
        empty.Info.ShouldBeNull();
        var opened = Identity.Open(empty, world.Turn);
        opened.Result.PublicKey.ShouldBe(opened.State.KeyPair!.PublicKey);
        opened.Result.CreatedAt.ShouldBe(world.Now);
        var id = opened.Result.Installations.ShouldHaveSingleItem();
        Guid.Parse(id).Version.ShouldBe(4);
        id.ShouldBe(id.ToLowerInvariant());

        var again = Identity.Open(opened.State, world.Turn);
        again.State.ShouldBeSameAs(opened.State);
        again.Result.ShouldBe(opened.Result);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("0")]
    [InlineData("support.bot-2_x")]
    public void Allowed_names(string name) => IdentityKey.IsValidName(name).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData(".hidden")]
    [InlineData("-x")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("é")]
    [InlineData("a%")]
    public void Refused_names(string? name) => IdentityKey.IsValidName(name).ShouldBeFalse();

    [Fact]
    public void A_name_has_at_most_64_characters()
    {
        IdentityKey.IsValidName(new string('a', 64)).ShouldBeTrue();
        IdentityKey.IsValidName(new string('a', 65)).ShouldBeFalse();
    }

    [Fact]
    public void Keys_survive_their_text_form()
    {
        var installation = new InstallationKey(new("tenant", "bot"), "device-1");
        InstallationKey.Parse(installation.ToString()).ShouldBe(installation);
        IdentityKey.Parse(installation.Identity.ToString()).ShouldBe(installation.Identity);
        var session = new SessionKey(installation, world.NewKeyPair().PublicKey);
        SessionKey.Parse(TestWorld.Curve, session.ToString()).ShouldBe(session);
    }

    [Theory]
    [InlineData("")]
    [InlineData("tenant")]
    [InlineData("a/b")]
    public void Other_text_is_no_key(string text)
    {
        Should.Throw<FormatException>(() => InstallationKey.Parse(text));
        Should.Throw<FormatException>(() => SessionKey.Parse(TestWorld.Curve, text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("tenant")]
    [InlineData("a/b/c")]
    public void Other_text_is_no_identity_key(string text) =>
        Should.Throw<FormatException>(() => IdentityKey.Parse(text));

    [Fact]
    public void An_installation_id_that_was_brought_along_may_have_a_slash()
    {
        var installation = new InstallationKey(new("tenant", "bot"), "phone/1");
        InstallationKey.Parse(installation.ToString()).ShouldBe(installation);
        var session = new SessionKey(installation, world.NewKeyPair().PublicKey);
        SessionKey.Parse(TestWorld.Curve, session.ToString()).ShouldBe(session);
        var group = GroupAddress.Of(installation, [1, 2]);
        GroupAddress.Parse(group.ToString()).ShouldBe(group);
    }
}
