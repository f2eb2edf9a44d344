using System.Net.Http.Json;

namespace WakuGrains.Client.Http;

/// <summary>One request as a value, so that it can be made again for each attempt.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path below the silo's address, with query.</param>
internal sealed record Call(HttpMethod Method, string Path)
{
    /// <summary>Makes the body.</summary>
    public Func<HttpContent>? Body { get; init; }

    /// <summary>Sent as the Idempotency-Key header.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>How long the silo was asked to hold the answer back.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>Whether the call is repeated until it is cancelled.</summary>
    public bool NeverGivesUp { get; init; }

    /// <summary>The problem code that means "there is none" and not an error.</summary>
    public string? NotFoundCode { get; init; }

    /// <summary>A call without a body.</summary>
    public static Call Get(string path) => new(HttpMethod.Get, path);

    /// <summary>A call with a JSON body.</summary>
    public static Call Post<T>(string path, T body, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        new(HttpMethod.Post, path) { Body = () => JsonContent.Create(body, type) };

    /// <summary>A call that needs no body.</summary>
    public static Call Post(string path) => new(HttpMethod.Post, path);

    /// <inheritdoc cref="Post{T}"/>
    public static Call Put<T>(string path, T body, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        new(HttpMethod.Put, path) { Body = () => JsonContent.Create(body, type) };

    /// <summary>Makes the request.</summary>
    public HttpRequestMessage CreateRequest()
    {
        var request = new HttpRequestMessage(Method, Path) { Content = Body?.Invoke() };
        if (IdempotencyKey is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", IdempotencyKey);
        return request;
    }
}
