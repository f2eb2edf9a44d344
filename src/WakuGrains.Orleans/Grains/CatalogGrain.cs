using System.Collections.Immutable;
using Orleans.Concurrency;
using WakuGrains.Catalogs;
using WakuGrains.Orleans.Activation;

namespace WakuGrains.Orleans.Grains;

/// <summary>A list of keys in the cluster.</summary>
[GrainType("waku-catalog")]
[Reentrant]
internal sealed class CatalogGrain : EntityGrain<KeyCatalogState>, ICatalogGrain
{
    private readonly KeyCatalogEntity catalog;

    public CatalogGrain(ActivationServices services)
        : base(services, new KeyCatalogDefinition()) => catalog = new KeyCatalogEntity(Runner);

    public Task<bool> AddAsync(string key, CancellationToken ct) => catalog.AddAsync(key, ct);

    public Task<ImmutableArray<string>> ListAsync(CancellationToken ct) => catalog.ListAsync(ct);
}
