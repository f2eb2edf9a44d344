using WakuGrains.Engine;
using WakuGrains.Messages;

namespace WakuGrains.Identities;

/// <summary>Finds an identity or says that it is not there.</summary>
internal static class IdentityLookup
{
    /// <summary>The identity.</summary>
    /// <exception cref="IdentityNotFoundException">There is none of that name.</exception>
    public static async Task<IdentityInfo> RequireAsync(
        this IEntities entities,
        IdentityKey key,
        CancellationToken cancellationToken
    )
    {
        RequireValid(key);
        return await entities.Identity(key).FindAsync(cancellationToken) ?? throw new IdentityNotFoundException(key);
    }

    /// <summary>The installation that sends and receives for an identity.</summary>
    public static InstallationKey Primary(this IdentityInfo identity) => new(identity.Key, identity.Installations[0]);

    /// <summary>Refuses names that cannot be.</summary>
    /// <exception cref="InvalidRequestException">The tenant or the name is not allowed.</exception>
    public static void RequireValid(IdentityKey key)
    {
        if (!IdentityKey.IsValidName(key.Tenant))
            throw new InvalidRequestException("tenant", "tenant_invalid", NameRule("A tenant id"));
        if (!IdentityKey.IsValidName(key.Name))
            throw new InvalidRequestException("name", "name_invalid", NameRule("An identity's name"));
    }

    private static string NameRule(string what) =>
        $"{what} has 1 to {IdentityKey.MaxNameLength} letters, digits, dots, dashes and underscores and begins with a letter or digit.";
}
