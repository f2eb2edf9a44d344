using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WakuGrains.Engine;
using WakuGrains.Ports;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Letters;

/// <summary>Letters in the engine in memory: they wait for the test, and what is refused waits on.</summary>
public sealed class MemoryLetterTests : IDisposable
{
    private readonly MemorySilo silo = new(
        new FakeTimeProvider(new TestWorld().Now),
        new SeededRandom(5),
        services => services.AddSingleton<ILetterCarrier, ForwardingCarrier>()
    );

    public void Dispose() => silo.Dispose();

    [Fact]
    public async Task Letters_wait_until_they_are_carried_and_so_do_those_that_follow_from_them()
    {
        await PostAsync("one", "forward");
        await PostAsync("two", "forward");
        Carrier.Taken.ShouldBeEmpty();
        silo.Restart();
        await silo.CarryLettersAsync();
        Carrier.Taken.ShouldBe(["one", "two", "re: one", "re: two"]);
        silo.Store.Contents.Letters.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_letter_that_is_refused_is_brought_again_and_one_whose_carrying_was_forgotten_too()
    {
        await PostAsync("one", "refused");
        var posted = silo.Store.Contents;
        await Should.ThrowAsync<StateFormatException>(silo.CarryLettersAsync);
        silo.Store.Contents.ShouldBeSameAs(posted);
        Carrier.Refuses = false;
        await silo.CarryLettersAsync();
        silo.Restore(posted);
        await silo.CarryLettersAsync();
        Carrier.Taken.ShouldBe(["one", "one"]);
    }

    private ForwardingCarrier Carrier => (ForwardingCarrier)silo.Carrier;

    private Task<int> PostAsync(string text, string kind) => PostAsync(silo.Engine, text, kind);

    private static Task<int> PostAsync(IEntityEngine engine, string text, string kind)
    {
        Effect.Post post = new(new Letter(kind, Encoding.UTF8.GetBytes(text)));
        return engine
            .Runner(new NothingDefinition(), "a")
            .TurnAsync((state, _) => new Step<Nothing, int>(state, 0, [post]), default);
    }

    private sealed class ForwardingCarrier(IEntityEngine engine) : ILetterCarrier
    {
        public List<string> Taken { get; } = [];

        public bool Refuses { get; set; } = true;

        public async Task CarryAsync(Letter letter, CancellationToken cancellationToken)
        {
            if (letter.Kind == "refused" && Refuses)
                throw new StateFormatException("A kind that is not known.");
            var text = Encoding.UTF8.GetString(letter.Body.Span);
            Taken.Add(text);
            if (letter.Kind == "forward")
                await PostAsync(engine, $"re: {text}", "answer");
        }
    }

    private sealed record Nothing;

    private sealed class NothingDefinition : IEntityDefinition<Nothing>
    {
        public string Kind => "nothing";

        public IReadOnlyList<string> Parts { get; } = ["main"];

        public Nothing Empty(string key) => new();

        public bool HasChanged(int part, Nothing before, Nothing after) => false;

        public byte[] Encode(int part, Nothing state) => [];

        public Nothing Decode(string key, IReadOnlyList<byte[]?> parts) => Empty(key);
    }
}
