using System.Collections.Immutable;
using WakuGrains.Engine;

namespace WakuGrains.Catalogs;

/// <summary>The thin shell of <see cref="Catalog"/> over an engine's runner.</summary>
public sealed class CatalogEntity(string key, IEntityRunner<CatalogState> runner) : IKeyCatalog
{
    /// <inheritdoc/>
    public Task<bool> AddAsync(string key, CancellationToken cancellationToken) =>
        runner.TurnAsync((state, _) => Catalog.Add(state, key), cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> ListAsync(CancellationToken cancellationToken) =>
        runner.ReadAsync<ImmutableArray<string>>(static state => [.. state.Keys], cancellationToken);

    /// <summary>The name of the list, for logs.</summary>
    public override string ToString() => $"Catalog({key})";
}
