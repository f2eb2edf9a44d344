using FsCheck;
using FsCheck.Fluent;
using WakuGrains.Engine;
using WakuGrains.Engine.Pages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Tests.Support;
using WakuGrains.Topics;

namespace WakuGrains.Tests.Topics;

/// <summary>A shard keeps listeners once each, with their keys, and says which content topics are new.</summary>
public sealed class TopicShardTests
{
    private readonly SavedEntity<TopicShardState> shard = new(new TopicShardDefinition(), "7");

    [Fact]
    public void A_listener_is_kept_once_by_installation_topic_and_kind()
    {
        var first = Listener(1, "/a", TopicKind.Negotiated);
        TopicListener[] others =
        [
            Listener(2, "/a", TopicKind.Negotiated),
            Listener(1, "/a", TopicKind.ContactCode),
            Listener(1, "/b", TopicKind.Partitioned, hasKey: false),
        ];
        Add(first).ShouldBeTrue();
        others.Select(Add).ShouldBe([false, false, true], "whether the content topic is new");
        Add(first with { SymmetricKey = new SecretBytes(new byte[32]) }).ShouldBeFalse();
        shard.Written.ShouldBeEmpty();
        Listeners(shard.State).ShouldBe([first, .. others]);
    }

    [Fact]
    public void It_is_a_list_without_repeats_and_a_set_of_topics()
    {
        var operation =
            from installation in Gen.Choose(1, 3)
            from topic in Gen.Choose(1, 9)
            from kind in Gen.Elements(Enum.GetValues<TopicKind>())
            from length in Gen.Elements(1, 9_000)
            select Listener(installation, $"/{topic}".PadRight(length, 't'), kind);
        var property = Prop.ForAll(Arb.From(operation.ArrayOf()), Play);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), property);

        static void Play(TopicListener[] operations)
        {
            var played = new SavedEntity<TopicShardState>(new TopicShardDefinition(), "7");
            var model = new List<TopicListener>();
            foreach (var listener in operations)
            {
                var isNew = model.TrueForAll(other => other.ContentTopic != listener.ContentTopic);
                played.Turn(state => TopicShard.Add(state, listener)).ShouldBe(isNew);
                if (!model.Contains(listener))
                    model.Add(listener);
                Listeners(played.State).SequenceEqual(model).ShouldBeTrue();
            }
        }
    }

    [Fact]
    public void An_addition_writes_the_main_part_alone_except_when_a_page_closes()
    {
        var withPages = 0;
        for (var i = 0; i < 500; i++)
        {
            Add(Listener(i, $"/waku/1/0x{i:x8}/rfc26", TopicKind.Negotiated));
            shard.Written[0].ShouldBe("main");
            shard.Part("main")!.Length.ShouldBeLessThan(33 * 1024);
            shard.Written.Count.ShouldBeLessThanOrEqualTo(2);
            withPages += shard.Written.Count - 1;
        }

        withPages.ShouldBeInRange(1, 2);
    }

    [Fact]
    public void Fifty_thousand_listeners_fit_and_what_does_not_is_refused_and_changes_nothing()
    {
        var state = new TopicShardDefinition().Empty("7");
        for (var i = 0; i < 50_000; i++)
            state = TopicShard.Add(state, Listener(i)).State;
        shard.Turn(_ => Step.To(state, true));
        shard.State.Known.Count.ShouldBe(50_000);

        var full = shard.State;
        Should
            .Throw<EntityFullException>(() =>
            {
                for (var i = 50_000; i < 100_000; i++)
                    full = TopicShard.Add(full, Listener(i)).State;
            })
            .Message.ShouldBe($"The shard '7' is full with {full.Known.Count} topic listeners.");
        (full.Listeners.FreePages, full.Listeners.Count).ShouldBe((0, full.Known.Count));

        // Names and an installation id that make 200 bytes of it.
        static TopicListener Listener(int number) =>
            new(
                new(new("tenant".PadRight(20, '.'), $"{number}".PadRight(40, '.')), new string('i', 36)),
                $"/waku/1/0x{number:x8}/rfc26",
                TopicKind.Negotiated,
                new SecretBytes(new byte[32])
            );
    }

    [Fact]
    public async Task The_entity_lists_its_listeners_after_a_restart()
    {
        var engine = MemoryEngine.WithoutSilo(TimeProvider.System);
        var entity = new TopicShardEntity("7", engine.Runner(new TopicShardDefinition(), "7"));
        var listener = Listener(1, "/a", TopicKind.Group);
        (await entity.AddAsync(listener, default)).ShouldBeTrue();
        engine.Forget();
        (await entity.AddAsync(listener, default)).ShouldBeFalse();
        (await entity.ListAsync(default)).ShouldBe([listener]);
        entity.ToString().ShouldBe("TopicShard(7)");
    }

    [Fact]
    public void A_kind_that_this_build_does_not_know_is_refused()
    {
        Add(Listener(1, "/a", TopicKind.Group, hasKey: false));
        var main = shard.Part("main")!;
        main[^1].ShouldBe((byte)TopicKind.Group);
        Should.Throw<StateFormatException>(() => shard.LoadWith("main", [.. main[..^1], 5]));
    }

    private bool Add(TopicListener listener) => shard.Turn(state => TopicShard.Add(state, listener));

    private static IEnumerable<TopicListener> Listeners(TopicShardState state) => state.Listeners.From(0);

    private static TopicListener Listener(int installation, string topic, TopicKind kind, bool hasKey = true) =>
        new(
            new(new("tenant", "bot"), $"{installation}"),
            topic,
            kind,
            hasKey ? new SecretBytes([.. Enumerable.Repeat((byte)installation, 32)]) : null
        );
}
