using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WakuGrains.Conformance;
using WakuGrains.Engine;
using WakuGrains.Orleans.Effects;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Testing;

namespace WakuGrains.Orleans.Tests.Effects;

/// <summary>What is carried out when, while others do not take it.</summary>
public sealed class EffectCarrierTests : IAsyncDisposable
{
    private readonly FakeTimeProvider time = new(Samples.Now);
    private readonly RecordingNode node = new();
    private readonly ScriptedTakers takers = new();
    private readonly PendingEffects pending = new();
    private readonly EffectCarrier carrier;
    private long lastId;

    public EffectCarrierTests() =>
        carrier = new(
            "default/bob/installation/peer",
            pending,
            takers,
            new(node, () => null, 4, time, SystemRandomSource.Instance, NullLogger.Instance)
        );

    private static Effect.Listen Listen =>
        new(new TopicListener(Samples.Mailbox, "/waku/1/0xcd423760/rfc26", TopicKind.Partitioned, null));

    public async ValueTask DisposeAsync()
    {
        await carrier.DisposeAsync();
        node.Dispose();
    }

    [Fact(Timeout = 60_000)]
    public async Task A_mailbox_that_takes_nothing_keeps_nobody_from_listening()
    {
        var listened = 0;
        takers.OnDeliver = () => throw new StoreUnavailableException("It is full.");
        takers.OnListen = () => Task.FromResult(++listened);
        Commit(Samples.Deliver("hello"), Listen);
        await carrier.RunErrandsAsync();
        listened.ShouldBe(1);
        pending.IsEmpty.ShouldBeFalse("the message waits");
    }

    [Fact(Timeout = 60_000)]
    public async Task While_a_topic_finds_no_owner_callers_are_told_and_nothing_is_published()
    {
        var isThere = false;
        takers.OnListen = () => isThere ? Task.CompletedTask : throw new StoreUnavailableException("Nobody is there.");
        Commit(Listen, Samples.Publish([1]));
        var asked = carrier.RunErrandsAsync();
        await AdvanceUntilAsync(() => asked.IsCompleted);
        await Should.ThrowAsync<StoreUnavailableException>(asked);
        carrier.HandOn();
        node.Attempts.ShouldBe(0);

        isThere = true;
        await AdvanceUntilAsync(() => node.Attempts == 1);
        await carrier.ListenAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task What_fails_while_another_retry_ends_is_tried_again_all_the_same()
    {
        var accepted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        takers.OnAccepted = () => accepted.Task;
        Commit(Samples.Publish([1], messageId: new byte[32]));
        carrier.TakeUp();

        var attempts = 0;
        takers.OnDeliver = () => ++attempts == 1 ? throw new StoreUnavailableException("Not now.") : Task.CompletedTask;
        Commit(Samples.Deliver("hello"));
        var ran = carrier.RunErrandsAsync();
        await AdvanceUntilAsync(() => attempts == 1);
        accepted.SetResult();
        await ran;
        await AdvanceUntilAsync(() => attempts == 2);
    }

    private void Commit(params Effect[] effects)
    {
        var added = effects.Select(effect => new PendingEffect(++lastId, effect, Samples.Now)).ToImmutableArray();
        pending.Committed(added, new EffectLayout([], [], []));
    }

    private Task AdvanceUntilAsync(Func<bool> until) => time.AdvanceUntilAsync(TimeSpan.FromSeconds(1), until);
}
