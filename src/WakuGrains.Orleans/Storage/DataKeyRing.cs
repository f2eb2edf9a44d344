using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;
using WakuGrains.Engine;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Storage;

namespace WakuGrains.Orleans.Storage;

/// <summary>
/// The data key that the storage's rows are encrypted with: drawn by the first silo, stored wrapped by the hosts' key
/// protector, and read by every silo before its first entity. All silos need the same protection keys.
/// </summary>
internal sealed class DataKeyRing(
    IServiceProvider services,
    StorageMarks marks,
    IKeyProtector protector,
    IRandomSource random
) : IDisposable
{
    private const int Length = 32;
    private const string Place = "data_key";

    private readonly SemaphoreSlim loading = new(1);
    private volatile StoreCipher? cipher;

    /// <summary>The cipher of the rows.</summary>
    /// <exception cref="InvalidOperationException">It was not loaded.</exception>
    public StoreCipher Cipher => cipher ?? throw new InvalidOperationException("The data key was not loaded.");

    /// <summary>Loads the key so that the storage can be served, or makes it for a storage that has none.</summary>
    /// <exception cref="StoreUnavailableException">The protection keys of this host do not open the storage's data key, or the storage has a mark that says that it is not to be served.</exception>
    public ValueTask LoadAsync() =>
        LoadAsync(async () =>
        {
            await marks.RefuseMarkedAsync();
            return await FindAsync() ?? await CreateAsync();
        });

    /// <summary>Loads the key, or makes it, for somebody who has the storage for himself; a mark may be his own.</summary>
    /// <exception cref="StoreUnavailableException">The protection keys of this host do not open the storage's data key.</exception>
    public ValueTask LoadUnservedAsync() => LoadAsync(async () => await FindAsync() ?? await CreateAsync());

    /// <summary>Whether there is a key, and with it a storage.</summary>
    public async Task<bool> ExistsAsync() => await ReadAsync() is not null;

    /// <summary>Wipes the key.</summary>
    public void Dispose()
    {
        loading.Dispose();
        cipher?.Dispose();
    }

    private async ValueTask LoadAsync(Func<Task<StoreCipher>> load)
    {
        if (cipher is not null)
            return;
        await loading.WaitAsync();
        try
        {
            cipher ??= await load();
        }
        finally
        {
            loading.Release();
        }
    }

    private IGrainStorage Storage => services.GetRequiredKeyedService<IGrainStorage>(WakuStorage.ProviderName);

    private async Task<StoreCipher?> FindAsync() => await ReadAsync() is { } stored ? Open(stored) : null;

    private async Task<StoredDataKey?> ReadAsync()
    {
        var state = new GrainState<StoredDataKey>();
        await Storage.ReadStateAsync(Place, StorageMarks.Owner, state);
        return state.RecordExists ? state.State : null;
    }

    // Two silos may start at once: the one whose write comes second takes the other's key.
    private async Task<StoreCipher> CreateAsync()
    {
        var key = new byte[Length];
        random.Fill(key, RandomPurpose.Storage);
        var wrapped = protector.Protect(key);
        var made = new StoreCipher(key, random);
        var state = new GrainState<StoredDataKey>
        {
            State = new StoredDataKey { Wrapped = wrapped, Check = made.Seal("meta", Place, "", 0, []) },
        };
        try
        {
            await Storage.WriteStateAsync(Place, StorageMarks.Owner, state);
            return made;
        }
        catch (InconsistentStateException exception)
        {
            made.Dispose();
            return await FindAsync()
                ?? throw new StoreUnavailableException("The data key was just written and is gone.", exception);
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    private StoreCipher Open(StoredDataKey stored)
    {
        StoreCipher? opened = null;
        try
        {
            opened = new StoreCipher(protector.Unprotect(stored.Wrapped.Span), random);
            opened.Open("meta", Place, "", 0, stored.Check.Span);
            return opened;
        }
        catch (Exception exception) when (exception is CryptographicException or StateFormatException)
        {
            opened?.Dispose();
            throw new StoreUnavailableException(
                "The keys at hand do not open the cluster's storage; it was left as it is. Every silo needs the protection keys that it was made with.",
                exception
            );
        }
    }
}
