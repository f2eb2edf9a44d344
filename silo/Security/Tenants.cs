using System.Security.Claims;
using WakuGrains.Engine;

namespace WakuGrains.Silo.Security;

/// <summary>Who calls, for the endpoints: the tenant is part of every address that they make.</summary>
internal static class Tenants
{
    /// <summary>The tenant of a silo's one API key.</summary>
    public const string Default = "default";

    private const string ClaimType = "tenant";

    public static Claim Claim(string tenant) => new(ClaimType, tenant);

    /// <summary>The tenant of an authenticated caller.</summary>
    public static string Tenant(this ClaimsPrincipal caller) =>
        caller.FindFirst(ClaimType)?.Value
        ?? throw new InvalidOperationException("The endpoint is not behind authentication.");

    /// <summary>The address of one of the caller's identities.</summary>
    public static IdentityKey Identity(this ClaimsPrincipal caller, string name) => new(caller.Tenant(), name);
}
