using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace WakuGrains.Client.Http;

/// <summary>
/// Carries requests to the silo and repeats them until there is an answer. Every request that it is given is safe to repeat.
/// Knows nothing of bots and mailboxes.
/// </summary>
internal sealed class SiloChannel : IDisposable
{
    private readonly HttpClient http;
    private readonly WakuClientOptions options;

    public SiloChannel(Uri address, string apiKey, WakuClientOptions options)
    {
        this.options = options;
        http = options.Handler is { } handler
            ? new HttpClient(handler, disposeHandler: false)
            : new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
        http.BaseAddress = address;
        http.Timeout = Timeout.InfiniteTimeSpan; // Each request has its own, on the clock of the options.
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
    }

    public void Dispose() => http.Dispose();

    /// <summary>Asks until the silo answers.</summary>
    /// <param name="call">What to ask.</param>
    /// <param name="answer">How to read the answer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer; null for 404 where the call allows it.</returns>
    public async Task<T?> CallAsync<T>(Call call, JsonTypeInfo<T> answer, CancellationToken cancellationToken)
        where T : class
    {
        var backoff = new Backoff(options.MinRetryDelay, options.MaxRetryDelay, Chance.Fraction);
        var begun = options.TimeProvider.GetTimestamp();
        while (true)
        {
            var attempt = await AttemptAsync(call, answer, cancellationToken);
            if (attempt.Failure is not { } failure)
                return attempt.Answer;

            var delay = backoff.Next(failure.RetryAfter);
            if (!call.NeverGivesUp && options.TimeProvider.GetElapsedTime(begun) + delay > options.GiveUpAfter)
                throw new WakuUnavailableException(
                    $"The silo at {http.BaseAddress} could not be reached: {failure.Description}",
                    failure.Cause
                );
            await Task.Delay(delay, options.TimeProvider, cancellationToken);
        }
    }

    /// <summary>As <see cref="CallAsync"/>, for calls that always have an answer.</summary>
    public async Task<T> RequireAsync<T>(Call call, JsonTypeInfo<T> answer, CancellationToken cancellationToken)
        where T : class =>
        await CallAsync(call, answer, cancellationToken)
        ?? throw new WakuRequestException(
            HttpStatusCode.OK,
            "answer_empty",
            null,
            "The silo answered without content."
        );

    /// <summary>As <see cref="CallAsync"/>, for calls whose answer is that they were done.</summary>
    public Task TellAsync(Call call, CancellationToken cancellationToken) =>
        CallAsync(call, WireJson.Default.NothingBody, cancellationToken);

    private async Task<Attempt<T>> AttemptAsync<T>(
        Call call,
        JsonTypeInfo<T> answer,
        CancellationToken cancellationToken
    )
        where T : class
    {
        using var timeout = new CancellationTokenSource(options.RequestTimeout + call.Wait, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var request = call.CreateRequest();
            using var response = await http.SendAsync(request, either.Token);
            return await ReadAsync(call, response, answer, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(null, new Failure("it took too long to answer.", null, null));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new(null, new Failure(exception.Message, exception, null));
        }
    }

    private async Task<Attempt<T>> ReadAsync<T>(
        Call call,
        HttpResponseMessage response,
        JsonTypeInfo<T> answer,
        CancellationToken cancellationToken
    )
        where T : class
    {
        if (response.StatusCode == HttpStatusCode.NoContent)
            return new(null, null);
        if (response.IsSuccessStatusCode)
            return new(await response.Content.ReadFromJsonAsync(answer, cancellationToken), null);
        if (IsPassing(response.StatusCode))
            return new(null, new Failure($"it answered {(int)response.StatusCode}.", null, AskedDelay(response)));

        var problem = await ReadProblemAsync(response, cancellationToken);
        return call.NotFoundCode is { } code && problem?.Code == code
            ? new(null, null)
            : throw Refusal(response.StatusCode, problem);
    }

    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500;

    private TimeSpan? AskedDelay(HttpResponseMessage response) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - options.TimeProvider.GetUtcNow(),
            _ => null,
        };

    private static async Task<ProblemBody?> ReadProblemAsync(
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await response.Content.ReadFromJsonAsync(WireJson.Default.ProblemBody, cancellationToken);
        }
        catch (JsonException)
        {
            return null; // Not the silo's own words: a proxy's page, an empty body.
        }
    }

    private static WakuRequestException Refusal(HttpStatusCode status, ProblemBody? problem) =>
        new(
            status,
            problem?.Code ?? "unknown",
            problem?.Field,
            problem?.Detail ?? problem?.Title ?? $"The silo answered {(int)status}."
        );

    private readonly record struct Attempt<T>(T? Answer, Failure? Failure);

    private sealed record Failure(string Description, Exception? Cause, TimeSpan? RetryAfter);
}
