using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace WakuGrains.Client.Tests;

/// <summary>A line to a silo that answers what it was told, one after the other, and remembers what it was asked.</summary>
internal sealed class ScriptedSilo : HttpMessageHandler
{
    private readonly ConcurrentQueue<Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>> script =
    [];

    public ConcurrentQueue<Asked> Requests { get; } = [];

    public ScriptedSilo Answer(string json, HttpStatusCode status = HttpStatusCode.OK) =>
        Then((_, _) => Task.FromResult(Json(json, status)));

    /// <summary>The connection breaks.</summary>
    public ScriptedSilo Break() => Then((_, _) => throw new HttpRequestException("Connection refused."));

    /// <summary>No answer ever comes.</summary>
    public ScriptedSilo Hang() =>
        Then(
            async (_, cancellationToken) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
                throw new InvalidOperationException("An infinite wait has ended.");
            }
        );

    public ScriptedSilo AnswerIdentity() =>
        Answer(
            """{"tenant":"default","name":"bot","publicKey":"zQ3sh1","publicKeyHex":"0x04","installations":["i"],"createdAt":"2026-01-01T00:00:00Z"}"""
        );

    public ScriptedSilo Then(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> step)
    {
        script.Enqueue(step);
        return this;
    }

    public static HttpResponseMessage Json(string json, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var key = request.Headers.TryGetValues("Idempotency-Key", out var values) ? values.Single() : null;
        Requests.Enqueue(new(request.Method, request.RequestUri!.PathAndQuery, body, key));
        return script.TryDequeue(out var step)
            ? await step(request, cancellationToken)
            : throw new InvalidOperationException($"Nobody expected {request.Method} {request.RequestUri}.");
    }
}

/// <summary>A request that was made.</summary>
internal sealed record Asked(HttpMethod Method, string Path, string Body, string? IdempotencyKey);
