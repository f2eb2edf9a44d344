using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using WakuGrains.Engine;
using WakuGrains.Ports;

namespace WakuGrains.Conformance;

/// <summary>
/// Runs generated sequences of turns, faults, restarts and evictions against an engine and against a few dictionaries that say
/// what has to come out.
/// </summary>
internal sealed class EngineModel(IEngineUnderTest under)
{
    private readonly LedgerDefinition definition = new();
    private readonly Dictionary<string, long> values = [];
    private readonly Dictionary<(string Key, int Once), long> onces = [];
    private readonly Dictionary<string, List<string>> published = [];
    private readonly List<string> delivered = [];
    private int number;

    /// <summary>Checks a number of sequences, each with an engine of its own; a failing one is shortened and shown.</summary>
    public static Task CheckAsync(Func<Task<IEngineUnderTest>> start, int runs)
    {
#pragma warning disable VSTHRD002 // FsCheck runs properties synchronously; this thread has nothing else to do.
        var property = Prop.ForAll(Arb.From(Operations), each => RunAsync(start, each).GetAwaiter().GetResult());
#pragma warning restore VSTHRD002
        return Task.Run(() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(runs), property));
    }

    private enum Kind
    {
        Increment,
        Burst,
        Once,
        Effects,
        Throw,
        FailBefore,
        FailAfter,
        PutAway,
        Restart,
    }

    private sealed record Operation(Kind Kind, int Key, int Once)
    {
        public string Name => Key.ToString(CultureInfo.InvariantCulture);
    }

    private static Gen<Operation[]> Operations =>
        (
            from kind in Gen.Elements(Enum.GetValues<Kind>())
            from key in Gen.Choose(0, 2)
            from once in Gen.Choose(0, 3)
            select new Operation(kind, key, once)
        ).ArrayOf();

    private static async Task RunAsync(Func<Task<IEngineUnderTest>> start, Operation[] operations)
    {
        await using var under = await start();
        var model = new EngineModel(under);
        foreach (var operation in operations)
            await model.ApplyAsync(operation);
        await model.CompareAsync();
        await under.RestartAsync();
        await model.CompareAsync();
    }

    private Task ApplyAsync(Operation operation) =>
        operation.Kind switch
        {
            Kind.Increment => IncrementAsync(operation.Name),
            Kind.Burst => BurstAsync(operation.Name),
            Kind.Once => OnceAsync(operation),
            Kind.Effects => EffectsAsync(operation.Name),
            Kind.Throw => ThrowAsync(operation.Name),
            Kind.FailBefore => FailAsync(operation.Name, CommitFault.BeforeWrite, 0),
            Kind.FailAfter => FailAsync(operation.Name, CommitFault.AfterWrite, 1),
            Kind.PutAway => under.PutAwayAsync(),
            Kind.Restart => under.RestartAsync(),
            _ => throw new InvalidOperationException("No such operation."),
        };

    private IEntityRunner<Ledger> Runner(string key) => under.Engine.Runner(definition, key);

    private long Add(string key, long amount) => values[key] = values.GetValueOrDefault(key) + amount;

    private async Task IncrementAsync(string key)
    {
        var result = await Runner(key).TurnAsync(Ledger.Increment, default);
        result.ShouldBe(Add(key, 1));
    }

    private async Task BurstAsync(string key)
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Runner(key).TurnAsync(Ledger.Increment, default)));
        Add(key, 20);
    }

    private async Task OnceAsync(Operation operation)
    {
        var once = new Once<long>(
            new[] { (byte)operation.Once },
            Samples.Now.AddDays(30),
            result => BitConverter.GetBytes(result)
        );
        var result = await Runner(operation.Name)
            .TurnOnceAsync(once, receipt => -BitConverter.ToInt64(receipt.Span), Ledger.Increment, default);
        if (onces.TryGetValue((operation.Name, operation.Once), out var before))
            result.ShouldBe(-before);
        else
            result.ShouldBe(onces[(operation.Name, operation.Once)] = Add(operation.Name, 1));
    }

    private async Task EffectsAsync(string key)
    {
        var text = $"{number++}";
        await Runner(key)
            .TurnAsync(
                Ledger.IncrementWith(
                    Samples.Publish(System.Text.Encoding.UTF8.GetBytes(text), Topic(key)),
                    Samples.Deliver(text),
                    Samples.Post(text, key)
                ),
                default
            );
        Add(key, 1);
        delivered.Add(text);
        if (!published.TryGetValue(key, out var lane))
            published[key] = lane = [];
        lane.Add(text);
    }

    private async Task ThrowAsync(string key) =>
        await Should.ThrowAsync<InvalidOperationException>(() =>
            Runner(key).TurnAsync<long>((_, _) => throw new InvalidOperationException("no"), default)
        );

    private async Task FailAsync(string key, CommitFault fault, int written)
    {
        under.Gate.NextCommit = fault;
        await Should.ThrowAsync<StoreUnavailableException>(() => Runner(key).TurnAsync(Ledger.Increment, default));
        Add(key, written);
    }

    private async Task CompareAsync()
    {
        foreach (var (key, value) in values)
            (await Runner(key).ReadAsync(state => state.Value, default)).ShouldBe(value);
        var messages = await under.Mailboxes.ReadMailboxAsync(Samples.Mailbox, 0, 1000, default);
        messages.Select(Samples.TextOf).ShouldBe(delivered);
        messages
            .Select(message => message.Sequence)
            .ShouldBe(Enumerable.Range(1, delivered.Count).Select(i => (long)i));
        foreach (var (key, texts) in published)
        {
            await under.Node.WaitAsync(node => node.TakenOn(Topic(key)).Count >= texts.Count);
            under.Node.TakenOn(Topic(key)).Select(System.Text.Encoding.UTF8.GetString).ShouldBe(texts);
            await under.Carrier.WaitAsync(carrier => carrier.TakenOf(key).Count >= texts.Count);
            under.Carrier.TakenOf(key).ShouldBe(texts);
        }
    }

    private static string Topic(string key) => $"/t/1/{key}/proto";
}
