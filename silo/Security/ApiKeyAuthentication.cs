using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using WakuGrains.Silo.Api;

namespace WakuGrains.Silo.Security;

/// <summary>Reads the API key of a request, from <c>Authorization: Bearer</c> or <c>X-Api-Key</c>, and says which tenant calls.</summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    ApiKey key
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "ApiKey";

    /// <summary>The header for callers that cannot set Authorization.</summary>
    public const string HeaderName = "X-Api-Key";

    private const string Bearer = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
        Task.FromResult(
            Presented() switch
            {
                null => AuthenticateResult.NoResult(),
                { } presented when key.Matches(presented) => AuthenticateResult.Success(Ticket()),
                _ => AuthenticateResult.Fail("The API key is wrong."),
            }
        );

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        var problem = new ApiProblem(
            StatusCodes.Status401Unauthorized,
            "api_key_invalid",
            "authorization",
            "Show the silo's API key as 'Authorization: Bearer KEY' or 'X-Api-Key: KEY'."
        );
        await problem.WriteAsync(Context);
    }

    private string? Presented()
    {
        var authorization = Request.Headers.Authorization.ToString();
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? authorization[Bearer.Length..].Trim()
            : Request.Headers[HeaderName].FirstOrDefault();
    }

    private static AuthenticationTicket Ticket() =>
        new(new ClaimsPrincipal(new ClaimsIdentity([Tenants.Claim(Tenants.Default)], SchemeName)), SchemeName);
}
