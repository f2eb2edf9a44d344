using System.Collections.Immutable;
using Orleans.Concurrency;
using WakuGrains.Catalogs;
using WakuGrains.Orleans.Activation;

namespace WakuGrains.Orleans.Grains;

/// <summary>A list of keys in the cluster.</summary>
[GrainType(GrainTypes.Catalog)]
[Reentrant]
internal sealed class CatalogGrain : EntityGrain<CatalogState>, ICatalogGrain
{
    private readonly CatalogEntity catalog;

    public CatalogGrain(ActivationServices services)
        : base(services, new CatalogDefinition()) => catalog = new CatalogEntity(Key, Runner);

    public Task<bool> AddAsync(string key, CancellationToken ct) => catalog.AddAsync(key, ct);

    public Task<ImmutableArray<string>> ListAsync(CancellationToken ct) => catalog.ListAsync(ct);
}
