using FsCheck;
using FsCheck.Fluent;
using WakuGrains.Catalogs;
using WakuGrains.Engine;
using WakuGrains.Engine.Pages;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Catalogs;

/// <summary>A list of keys is a set in ordinal order that is kept in pages.</summary>
public sealed class CatalogTests
{
    private readonly SavedEntity<CatalogState> catalog = new(new CatalogDefinition(), "session");

    [Fact]
    public void Keys_are_listed_in_ordinal_order_once_each()
    {
        Add("b").ShouldBeTrue();
        Add("a").ShouldBeTrue();
        Add("B").ShouldBeTrue();
        Add("ä").ShouldBeTrue();
        Add("a").ShouldBeFalse();
        catalog.Written.ShouldBeEmpty();
        catalog.State.Keys.ShouldBe(["B", "a", "b", "ä"]);
    }

    [Fact]
    public void It_is_a_sorted_set_of_what_was_added()
    {
        var operation =
            from pick in Gen.Choose(0, 40)
            from length in Gen.Elements(1, 200, 12_000)
            select (pick, length);
        var property = Prop.ForAll(Arb.From(operation.ArrayOf()), Play);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), property);

        static void Play((int Pick, int Length)[] operations)
        {
            var played = new SavedEntity<CatalogState>(new CatalogDefinition(), "session");
            var model = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var (pick, length) in operations)
            {
                var key = $"{pick}".PadRight(length, 'x');
                played.Turn(state => Catalog.Add(state, key)).ShouldBe(model.Add(key));
                played.State.Keys.SequenceEqual(model).ShouldBeTrue();
            }
        }
    }

    [Fact]
    public void An_addition_writes_the_main_part_alone_except_when_a_page_closes()
    {
        var withPages = 0;
        for (var i = 0; i < 500; i++)
        {
            Add(Key(i));
            catalog.Written[0].ShouldBe("main");
            catalog.Part("main")!.Length.ShouldBeLessThan(33 * 1024);
            catalog.Written.Count.ShouldBeLessThanOrEqualTo(2);
            withPages += catalog.Written.Count - 1;
        }

        withPages.ShouldBe(2);
    }

    [Fact]
    public void A_hundred_thousand_long_keys_fit_and_what_does_not_is_refused_and_changes_nothing()
    {
        var state = new CatalogDefinition().Empty("session");
        for (var i = 0; i < 100_000; i++)
            state = Catalog.Add(state, Key(i)).State;
        catalog.Turn(_ => Step.To(state, true)).ShouldBeTrue();
        catalog.Length.ShouldBeGreaterThan(15_000_000);
        catalog.State.Keys.Count.ShouldBe(100_000);

        var full = catalog.State;
        Should
            .Throw<EntityFullException>(() =>
            {
                for (var i = 100_000; i < 200_000; i++)
                    full = Catalog.Add(full, Key(i)).State;
            })
            .Message.ShouldBe($"The list 'session' is full with {full.Keys.Count} keys.");
        (full.Added.FreePages, full.Added.Count).ShouldBe((0, full.Keys.Count));
    }

    [Fact]
    public async Task The_entity_lists_its_keys_after_a_restart()
    {
        var engine = MemoryEngine.WithoutSilo(TimeProvider.System);
        var entity = new CatalogEntity("session", engine.Runner(new CatalogDefinition(), "session"));
        (await entity.AddAsync("b", default)).ShouldBeTrue();
        (await entity.AddAsync("a", default)).ShouldBeTrue();
        engine.Forget();
        (await entity.AddAsync("b", default)).ShouldBeFalse();
        (await entity.ListAsync(default)).ShouldBe(["a", "b"]);
        entity.ToString().ShouldBe("Catalog(session)");
    }

    [Fact]
    public void What_is_no_text_is_neither_kept_nor_read()
    {
        Should.Throw<ArgumentException>(() => Add("\ud800"));
        Add("key");
        var main = catalog.Part("main")!;
        main[^3..].ShouldBe("key"u8.ToArray());
        Should.Throw<StateFormatException>(() => catalog.LoadWith("main", [.. main[..^1], 0xff]));
    }

    private bool Add(string key) => catalog.Turn(state => Catalog.Add(state, key));

    private static string Key(int number) => $"{number:d6}".PadRight(150, 'k');
}
