using System.Collections.Immutable;
using WakuGrains.Engine.Pages;

namespace WakuGrains.Catalogs;

/// <summary>Which entities of a kind exist, where the storage cannot say: the list of their keys, addressed through an engine.</summary>
public interface IKeyCatalog
{
    /// <summary>Adds a key. Idempotent. Completes when it is durable.</summary>
    /// <returns>Whether it is new.</returns>
    /// <exception cref="EntityFullException">There are too many (<see cref="MessagingLimits.CatalogPages"/>).</exception>
    Task<bool> AddAsync(string key, CancellationToken cancellationToken);

    /// <summary>All keys, in ordinal order.</summary>
    Task<ImmutableArray<string>> ListAsync(CancellationToken cancellationToken);
}
