using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using WakuGrains.Conformance;
using WakuGrains.Engine;
using WakuGrains.Ports;
using WakuGrains.Testing;
using Xunit;

namespace WakuGrains.Embedded.Tests.Letters;

/// <summary>Letters in a host: the carrier needs the engine that posts them, and may be missing.</summary>
public sealed class HostedLetterTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task A_letter_reaches_another_entity_through_a_carrier_that_needs_the_engine()
    {
        await using var silo = await StartAsync(services => services.AddSingleton<ILetterCarrier, LedgerCarrier>());
        await PostAsync(silo);
        var carrier = (LedgerCarrier)silo.Services.GetRequiredService<ILetterCarrier>();
        (await carrier.Carried.Task).ShouldBe(1);
        (await ValueAsync(silo, "to")).ShouldBe(1);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_letter_without_a_carrier_is_kept_and_carried_by_a_host_that_has_one()
    {
        await using (var silo = await StartAsync(_ => { }))
        {
            await PostAsync(silo);
            (await silo.Services.GetRequiredService<IEntityStore>().ReadAllLettersAsync()).Count.ShouldBe(1);
        }

        await using var next = await StartAsync(services => services.AddSingleton<ILetterCarrier, LedgerCarrier>());
        var carrier = (LedgerCarrier)next.Services.GetRequiredService<ILetterCarrier>();
        (await carrier.Carried.Task).ShouldBe(1);
    }

    private Task<TestSilo> StartAsync(Action<IServiceCollection> configure) =>
        TestSilo.StartAsync(directory.Path, configure: configure);

    private static IEntityRunner<Ledger> Runner(IServiceProvider services, string key) =>
        services.GetRequiredService<IEntityEngine>().Runner(new LedgerDefinition(), key);

    private static Task<long> PostAsync(TestSilo silo) =>
        Runner(silo.Services, "from").TurnAsync(Ledger.IncrementWith(Samples.Post("to")), default);

    private static Task<long> ValueAsync(TestSilo silo, string key) =>
        Runner(silo.Services, key).ReadAsync(ledger => ledger.Value, default);

    private sealed class LedgerCarrier(IEntities entities, IEntityEngine engine) : ILetterCarrier
    {
        public TaskCompletionSource<long> Carried { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task CarryAsync(Letter letter, CancellationToken cancellationToken)
        {
            entities.ShouldNotBeNull();
            var runner = engine.Runner(new LedgerDefinition(), Samples.TextOf(letter));
            Carried.TrySetResult(await runner.TurnAsync(Ledger.Increment, cancellationToken));
        }
    }
}
