using WakuGrains.Engine;
using WakuGrains.Groups;
using WakuGrains.Identities;
using WakuGrains.Sessions;

namespace WakuGrains.Orleans.Catalogs;

/// <summary>
/// In which list the key of an entity is: one for the identities of each tenant, and for the sessions and the groups of each
/// installation. Kinds that nobody lists have none.
/// </summary>
internal static class CatalogNames
{
    /// <summary>The list of all tenants.</summary>
    public const string Tenants = "tenants";

    private static readonly string[] Listed =
    [
        IdentityDefinition.KindName,
        SessionDefinition.KindName,
        GroupDefinition.KindName,
    ];

    /// <summary>The list that an entity belongs to, or null.</summary>
    public static string? Of(string kind, string key) => Listed.Contains(kind) ? $"{kind}:{Parent(key)}" : null;

    /// <summary>The list that holds all keys with a prefix that ends within their last part.</summary>
    public static string WithPrefix(string kind, string prefix) => $"{kind}:{Parent(prefix)}";

    /// <summary>The tenant of an identity's key.</summary>
    public static string TenantOf(string identity) => IdentityKey.Parse(identity).Tenant;

    private static string Parent(string key)
    {
        var cut = key.LastIndexOf('/');
        return cut < 0 ? "" : key[..cut];
    }
}
