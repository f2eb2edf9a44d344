namespace WakuGrains.Ports;

/// <summary>Says which entities exist.</summary>
public interface IEntityCatalog
{
    /// <summary>The keys of a kind that begin with a prefix, in ordinal order.</summary>
    IAsyncEnumerable<string> ListKeysAsync(string kind, string prefix, CancellationToken cancellationToken);
}
