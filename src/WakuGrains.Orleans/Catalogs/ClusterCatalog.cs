using System.Runtime.CompilerServices;
using WakuGrains.Engine;
using WakuGrains.Identities;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Catalogs;

/// <summary>
/// The entities of a cluster. A key is listed before its entity is first written, so that none is ever missing; one whose first
/// write failed is listed and does not exist.
/// </summary>
internal sealed class ClusterCatalog(IGrainFactory grains) : IEntityCatalog
{
    /// <summary>Lists a key, if its kind is listed.</summary>
    public async Task AddAsync(string kind, string key)
    {
        if (CatalogNames.Of(kind, key) is not { } name)
            return;
        if (kind == IdentityDefinition.KindName)
            await Catalog(CatalogNames.Tenants).AddAsync(CatalogNames.TenantOf(key), CancellationToken.None);
        await Catalog(name).AddAsync(key, CancellationToken.None);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListKeysAsync(
        string kind,
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(prefix);
        foreach (var name in await FindListsAsync(kind, prefix, cancellationToken))
        foreach (var key in await Catalog(name).ListAsync(cancellationToken))
            if (key.StartsWith(prefix, StringComparison.Ordinal))
                yield return key;
    }

    // All identities are in the lists of all tenants; everything else is asked for by its installation.
    private async Task<IEnumerable<string>> FindListsAsync(
        string kind,
        string prefix,
        CancellationToken cancellationToken
    )
    {
        if (kind != IdentityDefinition.KindName || prefix.Length > 0)
            return [CatalogNames.WithPrefix(kind, prefix)];
        var tenants = await Catalog(CatalogNames.Tenants).ListAsync(cancellationToken);
        return tenants.Select(tenant => CatalogNames.WithPrefix(kind, $"{tenant}/"));
    }

    private ICatalogGrain Catalog(string name) => grains.GetGrain<ICatalogGrain>(GrainKeys.Of(name));
}
