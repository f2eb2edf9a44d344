using System.Text.RegularExpressions;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Engine;

/// <summary>Addresses an identity: its tenant and the name the tenant gave it.</summary>
/// <param name="Tenant">The tenant's id.</param>
/// <param name="Name">The identity's name, unique within the tenant.</param>
public readonly partial record struct IdentityKey(string Tenant, string Name)
{
    /// <summary>The longest tenant id or name, in characters.</summary>
    public const int MaxNameLength = 64;

    /// <summary>Whether a tenant id or identity name is allowed: 1 to 64 of letters, digits, dot, dash and underscore, beginning with a letter or digit.</summary>
    public static bool IsValidName(string? name) => name is not null && NamePattern().IsMatch(name);

    /// <summary>The key in the store: tenant/name.</summary>
    public override string ToString() => $"{Tenant}/{Name}";

    /// <summary>Reads <see cref="ToString"/>'s form.</summary>
    /// <exception cref="FormatException">The text is not of that form.</exception>
    public static IdentityKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('/') is [var tenant, var name]
            ? new(tenant, name)
            : throw new FormatException("Not an identity key.");
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NamePattern();
}

/// <summary>Addresses one of our own devices: an identity and an installation id.</summary>
/// <param name="Identity">Whose device it is.</param>
/// <param name="InstallationId">The id it announces in its bundles.</param>
public readonly record struct InstallationKey(IdentityKey Identity, string InstallationId)
{
    /// <summary>The key in the store: tenant/name/installation.</summary>
    public override string ToString() => $"{Identity}/{InstallationId}";

    /// <summary>Reads <see cref="ToString"/>'s form.</summary>
    /// <exception cref="FormatException">The text is not of that form.</exception>
    public static InstallationKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Names have no slash. An installation id that was brought along may have one.
        return text.Split('/', 3) is [var tenant, var name, var installation]
            ? new(new IdentityKey(tenant, name), installation)
            : throw new FormatException("Not an installation key.");
    }
}

/// <summary>Addresses a session: one of our installations and a peer's identity.</summary>
/// <param name="Own">Our side.</param>
/// <param name="Peer">The peer's identity key.</param>
public readonly record struct SessionKey(InstallationKey Own, PublicKey Peer)
{
    /// <summary>The key in the store: tenant/name/installation/peer, the peer as compressed hex.</summary>
    public override string ToString() => $"{Own}/{Peer}";

    /// <summary>Reads <see cref="ToString"/>'s form.</summary>
    /// <exception cref="FormatException">The text is not of that form.</exception>
    public static SessionKey Parse(ISecp256k1 curve, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var cut = text.LastIndexOf('/');
        return cut < 0
            ? throw new FormatException("Not a session key.")
            : new(InstallationKey.Parse(text[..cut]), PublicKey.Parse(curve, Convert.FromHexString(text[(cut + 1)..])));
    }
}

/// <summary>Addresses a group that one of our installations is in.</summary>
/// <param name="Own">Our side.</param>
/// <param name="GroupId">The group's id as lower-case hex.</param>
public readonly record struct GroupAddress(InstallationKey Own, string GroupId)
{
    // Keeps a group apart from a session, whose last part is a key in hex.
    private const string Prefix = "g-";

    /// <summary>The address of a group by its id.</summary>
    public static GroupAddress Of(InstallationKey own, ReadOnlySpan<byte> groupId) =>
        new(own, Convert.ToHexStringLower(groupId));

    /// <summary>The group's id.</summary>
    public byte[] GroupIdBytes() => Convert.FromHexString(GroupId);

    /// <summary>The key in the store: tenant/name/installation/g-hex.</summary>
    public override string ToString() => $"{Own}/{Prefix}{GroupId}";

    /// <summary>The prefix that the keys of all groups of an installation have.</summary>
    public static string PrefixOf(InstallationKey own) => $"{own}/{Prefix}";

    /// <summary>Reads <see cref="ToString"/>'s form.</summary>
    /// <exception cref="FormatException">The text is not of that form.</exception>
    public static GroupAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var cut = text.LastIndexOf('/');
        if (cut < 0 || !text.AsSpan(cut + 1).StartsWith(Prefix, StringComparison.Ordinal))
            throw new FormatException("Not a group's key.");
        return Of(InstallationKey.Parse(text[..cut]), Convert.FromHexString(text.AsSpan(cut + 1 + Prefix.Length)));
    }
}
