using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;
using WakuGrains.Engine;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Storage;

/// <summary>
/// The rows of one entity beside its main row. Each is written once, under a name that nobody has used, and never changed:
/// what the main row refers to is therefore what it was when it was referred to.
/// </summary>
internal sealed class RowStorage(IGrainStorage storage, GrainId grain, string kind, string key)
{
    private readonly Dictionary<string, GrainState<StoredRow>> known = new(StringComparer.Ordinal);

    /// <summary>Reads a row.</summary>
    /// <exception cref="StateFormatException">It is not there, damaged or another's.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(string row)
    {
        var state = await LoadAsync(row);
        if (!state.RecordExists)
            throw new StateFormatException($"A row of an entity of kind '{kind}' is gone.");
        return Verify(state.State!, row);
    }

    /// <summary>Writes a new row.</summary>
    public async Task WriteAsync(string row, ReadOnlyMemory<byte> content)
    {
        var state = new GrainState<StoredRow>
        {
            State = new StoredRow { Address = Address(row), Content = content },
        };
        await storage.WriteStateAsync(row, grain, state);
        known[row] = new GrainState<StoredRow>(new StoredRow(), state.ETag!) { RecordExists = true };
    }

    /// <summary>Deletes a row; one that is gone already is no fault. As rows never change, a conflict says that one is gone.</summary>
    public async Task DeleteAsync(string row)
    {
        var state = known.TryGetValue(row, out var present) ? present : await LoadAsync(row);
        known.Remove(row);
        if (!state.RecordExists)
            return;
        try
        {
            await storage.ClearStateAsync(row, grain, state);
        }
        catch (InconsistentStateException)
        {
            // Another activation was faster.
        }
    }

    /// <summary>The row's content when it belongs where it was found.</summary>
    /// <exception cref="StateFormatException">It belongs elsewhere.</exception>
    public ReadOnlyMemory<byte> Verify(StoredRow stored, string row) =>
        stored.Address == Address(row)
            ? stored.Content
            : throw new StateFormatException($"A stored row of kind '{kind}' was moved from another place.");

    /// <summary>Where a row of this entity belongs.</summary>
    public RowAddress Address(string row) => new(kind, key, row);

    private async Task<GrainState<StoredRow>> LoadAsync(string row)
    {
        var state = new GrainState<StoredRow>();
        await storage.ReadStateAsync(row, grain, state);
        if (state.RecordExists)
            known[row] = new GrainState<StoredRow>(new StoredRow(), state.ETag!) { RecordExists = true };
        return state;
    }
}
