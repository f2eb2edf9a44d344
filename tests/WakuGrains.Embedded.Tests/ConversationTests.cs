using System.Text;
using Shouldly;
using WakuGrains.Ports;
using WakuGrains.Testing;
using Xunit;

namespace WakuGrains.Embedded.Tests;

/// <summary>Two bots of one silo, through handlers, entities, store, frames and the in-process network.</summary>
public sealed class ConversationTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task What_one_bot_sends_the_other_receives_in_order_and_answers()
    {
        await using var silo = await TestSilo.StartAsync(directory.Path);
        var alice = await silo.OpenAsync("alice");
        var bob = await silo.OpenAsync("bob");

        for (var i = 0; i < 10; i++)
            await silo.SendAsync("alice", bob, $"question {i}");
        var questions = await silo.ReceiveAsync("bob", 10);
        for (var i = 0; i < 10; i++)
            await silo.SendAsync("bob", alice, $"answer {i}");
        var answers = await silo.ReceiveAsync("alice", 10);

        questions
            .Select(message => Encoding.UTF8.GetString(message.Content.Body.Span))
            .ShouldBe(Enumerable.Range(0, 10).Select(i => $"question {i}"));
        answers
            .Select(message => Encoding.UTF8.GetString(message.Content.Body.Span))
            .ShouldBe(Enumerable.Range(0, 10).Select(i => $"answer {i}"));
        questions.ShouldAllBe(message => message.Content.Sender.Equals(alice.PublicKey));
        questions.Select(message => message.Sequence).ShouldBe(Enumerable.Range(1, 10).Select(i => (long)i));
    }

    [Fact]
    public async Task A_conversation_goes_on_after_a_restart()
    {
        await using (var silo = await TestSilo.StartAsync(directory.Path))
        {
            var alice = await silo.OpenAsync("alice");
            var bob = await silo.OpenAsync("bob");
            await silo.SendAsync("alice", bob, "before");
            await silo.ReceiveAsync("bob", 1);
            await silo.SendAsync("bob", alice, "answer");
            await silo.ReceiveAsync("alice", 1);
        }

        await using var again = await TestSilo.StartAsync(directory.Path);
        var receipt = await again.SendAsync("alice", await again.OpenAsync("bob"), "after");
        var messages = await again.ReceiveAsync("bob", 2);
        messages[1].Content.MessageId.ToArray().ShouldBe(receipt.MessageId.ToArray());
    }

    [Fact]
    public async Task The_same_idempotency_key_sends_once_and_other_content_under_it_is_refused()
    {
        await using var silo = await TestSilo.StartAsync(directory.Path);
        await silo.OpenAsync("alice");
        var bob = await silo.OpenAsync("bob");

        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => silo.SendAsync("alice", bob, "once", "key")));

        all.Select(receipt => Convert.ToHexString(receipt.MessageId.Span)).Distinct().Count().ShouldBe(1);
        all.Count(receipt => !receipt.IsReplay).ShouldBe(1);
        await Should.ThrowAsync<Messages.IdempotencyConflictException>(() =>
            silo.SendAsync("alice", bob, "twice", "key")
        );
        (await silo.ReceiveAsync("bob", 1)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_second_silo_on_the_same_directory_is_refused_with_a_sentence()
    {
        await using var silo = await TestSilo.StartAsync(directory.Path);
        var refused = await Should.ThrowAsync<StoreUnavailableException>(() => TestSilo.StartAsync(directory.Path));
        refused.Message.ShouldContain("in use by another process");
    }
}
