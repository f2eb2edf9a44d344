using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using WakuGrains.Client.InProcess;

namespace WakuGrains.Silo.Api;

/// <summary>What every failed request gets: problem details (RFC 9457) with a stable code and the field at fault.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable, in snake case.</param>
/// <param name="Field">The field in camel case as it stands in the body, the query, the path or, for headers, their meaning; or null.</param>
/// <param name="Detail">One sentence.</param>
internal sealed record ApiProblem(int Status, string Code, string? Field, string Detail)
{
    private const string ContentType = "application/problem+json";

    /// <summary>The problem that a refusal of the messaging model is.</summary>
    public static ApiProblem Of(Refusal refusal) => new(refusal.Status, refusal.Code, refusal.Field, refusal.Detail);

    /// <summary>The problem of a status that nobody has explained: no such route, wrong method.</summary>
    public static ApiProblem ForStatus(int status) =>
        status switch
        {
            StatusCodes.Status404NotFound => new(status, "route_not_found", null, "There is nothing at this address."),
            StatusCodes.Status405MethodNotAllowed => new(
                status,
                "method_not_allowed",
                null,
                "This address does not take this method."
            ),
            StatusCodes.Status413PayloadTooLarge => new(
                status,
                "body_too_large",
                null,
                $"The body may have {ApiLimits.MaxRequestBodySize} bytes."
            ),
            StatusCodes.Status415UnsupportedMediaType => new(
                status,
                "media_type_unsupported",
                null,
                "The body has to be application/json."
            ),
            _ => new(status, $"http_{status}", null, ReasonPhrases.GetReasonPhrase(status)),
        };

    /// <summary>Answers with the problem.</summary>
    public Task WriteAsync(HttpContext context)
    {
        var details = new ProblemDetails
        {
            Type = $"urn:wakugrains:problem:{Code}",
            Title = ReasonPhrases.GetReasonPhrase(Status),
            Status = Status,
            Detail = Detail,
        };
        details.Extensions["code"] = Code;
        if (Field is not null)
            details.Extensions["field"] = Field;
        context.Response.StatusCode = Status;
        return context.Response.WriteAsJsonAsync(details, options: null, ContentType, context.RequestAborted);
    }
}
