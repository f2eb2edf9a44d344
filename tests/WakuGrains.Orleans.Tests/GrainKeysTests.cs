using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using WakuGrains.Orleans.Tests.Storage;

namespace WakuGrains.Orleans.Tests;

/// <summary>Every entity has a grain of its own, whatever its key holds and whatever a table makes of it.</summary>
public sealed partial class GrainKeysTests
{
    [Fact]
    public void A_key_comes_back() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000),
            Prop.ForAll(Arb.From(Texts), text => GrainKeys.Read(GrainKeys.Of(text)).ShouldBe(text))
        );

    [Fact]
    public void Different_keys_are_different_also_in_a_table() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000),
            Prop.ForAll(
                Arb.From(Texts.Two()),
                pair =>
                {
                    var (one, other) = pair;
                    (InTable(GrainKeys.Of(one)) == InTable(GrainKeys.Of(other))).ShouldBe(one == other);
                }
            )
        );

    [Fact]
    public void A_table_takes_every_key_as_it_is() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000),
            Prop.ForAll(
                Arb.From(Texts),
                text =>
                {
                    var key = GrainKeys.Of(text);
                    Allowed().IsMatch(key).ShouldBeTrue(key);
                    InTable(key).ShouldBe(key);
                }
            )
        );

    // Half of a surrogate pair is no text: as bytes it would be the same as any other half.
    [Theory]
    [InlineData('\uD800')]
    [InlineData('\uDFFF')]
    public void Half_of_a_surrogate_pair_is_refused(char half) =>
        Should.Throw<ArgumentException>(() => GrainKeys.Of($"a/{half}"));

    [Theory]
    [InlineData("a/b")]
    [InlineData("ä")]
    [InlineData("=")]
    [InlineData("=2")]
    [InlineData("=2f", "another spelling of a slash")]
    [InlineData("=2F", "another spelling of a slash")]
    [InlineData("=41", "another spelling of a letter")]
    [InlineData("=FF", "no UTF-8")]
    [InlineData("=+1")]
    public void What_is_no_key_is_refused(string grainKey, string why = "") =>
        Should.Throw<FormatException>(() => GrainKeys.Read(grainKey), why);

    [Fact]
    public async Task Identities_whose_keys_a_table_would_take_for_one_do_not_meet()
    {
        const string One = "a/b_c";
        const string Other = "a_b/c";
        InTable(One).ShouldBe(InTable(Other));
        InTable(GrainKeys.Of(One)).ShouldNotBe(InTable(GrainKeys.Of(Other)));
        using var bench = await EntityBench.StartAsync();
        var (one, other) = (await bench.ActivateAsync(One), await bench.ActivateAsync(Other));
        await one.CommitAsync(("main", [1]));
        await other.CommitAsync(("main", [2]));
        (await new BenchEntity(bench, One).LoadAsync())[0].ShouldBe([1]);
        (await new BenchEntity(bench, Other).LoadAsync())[0].ShouldBe([2]);
        bench.Memory.Rows.Keys.Select(row => InTable($"{row.Grain} {row.Name}")).ShouldBeUnique();
    }

    // Names as entities have them, with what separates them, and whatever an installation id that was brought along may hold.
    private static Gen<string> Texts =>
        Gen.Frequency(
                (6, Gen.Elements("a", "b", "Z", "0", "/", "_", "-", ".", "~", "=", ":", "2F", "=2F")),
                (2, Gen.Elements("\\", "#", "?", " ", "%", "\0", "\n", "\u007f", "ä", "€", "\U0001F600")),
                (1, Gen.Choose(0, 0xD7FF).Select(code => $"{(char)code}"))
            )
            .ListOf()
            .Select(pieces => string.Concat(pieces));

    // What the official provider makes of a key: the characters that a table forbids all become the same one.
    private static string InTable(string key) => Forbidden().Replace(key, "_");

    [GeneratedRegex(@"[/\\#?\x00-\x1f\x7f-\x9f]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"\A[A-Za-z0-9._:~=-]*\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Allowed();
}
