using System.Collections.Immutable;
using WakuGrains.Embedded.Lanes;
using WakuGrains.Ports;

namespace WakuGrains.Embedded.Letters;

/// <summary>The store's letters as lanes see them.</summary>
internal sealed class LetterStore(IEntityStore store) : IListedLaneStore<LetterEntry>
{
    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListLanesAsync(CancellationToken cancellationToken) =>
        store.ListLetterLanesAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<LetterEntry>> ReadAsync(string lane, long afterId, int limit) =>
        store.ReadLettersAsync(lane, afterId, limit, CancellationToken.None);

    /// <inheritdoc/>
    public Task MarkAsync(IReadOnlyCollection<long> ids) => store.MarkCarriedAsync(ids, CancellationToken.None);
}
