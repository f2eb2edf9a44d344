using System.Net.ServerSentEvents;
using System.Text.Json;

namespace WakuGrains.Silo.Tests;

public sealed class EventStreamTests : SiloTest
{
    private readonly ObservedTime time = new();

    protected override TimeProvider Time => time;

    [Fact]
    public async Task Messages_come_as_events_numbered_by_their_sequence()
    {
        await OpenAsync("alice");
        var bob = await OpenAsync("bob");
        await ExchangeAsync("alice", "bob", bob, "before");

        await using var events = await OpenStreamAsync("bob");
        (await events.NextAsync()).ShouldBe(("1", "before"));
        await ExchangeAsync("alice", "bob", bob, "after");
        (await events.NextAsync()).ShouldBe(("2", "after"));
    }

    [Fact]
    public async Task A_reader_that_comes_back_goes_on_after_its_last_event()
    {
        await OpenAsync("alice");
        var bob = await OpenAsync("bob");
        foreach (var text in (string[])["one", "two", "three"])
            await ExchangeAsync("alice", "bob", bob, text);

        await using var events = await OpenStreamAsync("bob", lastEventId: "2");
        (await events.NextAsync()).ShouldBe(("3", "three"));
    }

    [Fact]
    public async Task Silence_is_filled_with_comments()
    {
        await OpenAsync("bob");
        await using var events = await OpenStreamAsync("bob");
        await time.WaitBegunAsync(TimeSpan.FromSeconds(20));
        time.Advance(TimeSpan.FromSeconds(20));
        (await events.NextLineAsync()).ShouldBe(": still here");
    }

    [Fact]
    public async Task A_stopping_silo_ends_its_streams()
    {
        await OpenAsync("bob");
        await using var events = await OpenStreamAsync("bob");
        var stopping = Silo.StopAsync();
        (await events.NextLineAsync()).ShouldBeNull();
        await stopping;
    }

    [Fact]
    public async Task A_last_event_id_that_is_no_number_is_named()
    {
        await OpenAsync("bob");
        using var request = new HttpRequestMessage(HttpMethod.Get, "v1/identities/bob/events");
        request.Headers.Add("Last-Event-ID", "x");
        await ShouldBeProblemAsync(Http.SendAsync(request, Cancel), 400, "cursor_invalid", "lastEventId");
    }

    private async Task<Events> OpenStreamAsync(string name, string? lastEventId = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"v1/identities/{name}/events");
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return new Events(response, await response.Content.ReadAsStreamAsync(Cancel));
    }

    /// <summary>Reads either events or raw lines, not both.</summary>
    private sealed class Events(HttpResponseMessage response, Stream stream) : IAsyncDisposable
    {
        private readonly StreamReader lines = new(stream);
        private IAsyncEnumerator<SseItem<string>>? items;

        public async Task<(string Id, string Text)> NextAsync()
        {
            items ??= SseParser.Create(stream).EnumerateAsync(Cancel).GetAsyncEnumerator(Cancel);
            (await items.MoveNextAsync()).ShouldBeTrue();
            items.Current.EventType.ShouldBe("message");
            return (items.Current.EventId!, JsonSerializer.Deserialize<JsonElement>(items.Current.Data).Text("text"));
        }

        public Task<string?> NextLineAsync() => lines.ReadLineAsync(Cancel).AsTask();

        public async ValueTask DisposeAsync()
        {
            response.Dispose();
            lines.Dispose();
            if (items is not null)
                await items.DisposeAsync();
        }
    }
}
