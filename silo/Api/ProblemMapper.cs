using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using WakuGrains.Client.InProcess;
using WakuGrains.Ports;

namespace WakuGrains.Silo.Api;

/// <summary>Turns exceptions into problems. Only what nobody foresaw is logged as an error, and the caller learns nothing of it.</summary>
internal sealed partial class ProblemMapper(ILogger<ProblemMapper> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext,
        Exception exception,
        CancellationToken cancellationToken
    )
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
            return true; // The caller has gone; there is nobody to tell.
        if (Find(exception) is not { } problem)
        {
            LogUnforeseen(logger, exception);
            problem = new(500, "internal_error", null, "The silo failed; its log says why.");
        }

        await problem.WriteAsync(httpContext);
        return true;
    }

    private static ApiProblem? Find(Exception exception) =>
        exception switch
        {
            NotFoundException missing => new(404, missing.Code, missing.Field, missing.Message),
            BadHttpRequestException bad => OfBadRequest(bad),
            StoreUnavailableException store => new(503, "store_unavailable", null, store.Message),
            WakuNodeException node => new(503, "node_unavailable", null, node.Message),
            OperationCanceledException => new(503, "stopping", null, "The silo is stopping; ask again."),
            _ => Refusal.Find(exception) is { } refusal ? ApiProblem.Of(refusal) : null,
        };

    private static ApiProblem OfBadRequest(BadHttpRequestException exception) =>
        exception switch
        {
            { InnerException: JsonException json } => new(400, "json_invalid", FieldOf(json), Describe(json)),
            { StatusCode: StatusCodes.Status400BadRequest } => new(400, "request_invalid", null, exception.Message),
            _ => ApiProblem.ForStatus(exception.StatusCode),
        };

    // "$.headers.a" is field "headers".
    private static string? FieldOf(JsonException exception) =>
        exception.Path?.Split('.', '[') is ["$", var field, ..] ? field : null;

    private static string Describe(JsonException exception) =>
        FieldOf(exception) is { } field
            ? $"There is no field '{field}', or its value is of another type."
            : "The body is not the JSON object that this address takes.";

    [LoggerMessage(LogLevel.Error, "A request failed for a reason that nobody foresaw")]
    private static partial void LogUnforeseen(ILogger logger, Exception exception);
}
