using System.Security.Cryptography;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Silo.Hosting;

namespace WakuGrains.Silo.Doctor;

/// <summary>
/// Whether the protection keys work and the store opens: the one in the data directory, or a new one in a temporary
/// directory where there is none yet. Starts no silo, so nothing is sent or received.
/// </summary>
internal static class StoreExamination
{
    public static async Task<IReadOnlyList<Finding>> RunAsync(DataDirectory data, CancellationToken cancellationToken)
    {
        if (data.Exists)
            return await ExamineAsync(data, "in the data directory", cancellationToken);
        using var temporary = new TemporaryData();
        return await ExamineAsync(temporary.Directory, "new, as there is no data directory yet", cancellationToken);
    }

    private static async Task<IReadOnlyList<Finding>> ExamineAsync(
        DataDirectory data,
        string which,
        CancellationToken cancellationToken
    )
    {
        await using var provider = SiloServices.BuildUnstarted(new SiloOptions { Data = data });
        return
        [
            Keys(provider.GetRequiredService<IKeyProtector>(), which),
            await StoreAsync(provider.GetRequiredService<IEntityStore>(), which, cancellationToken),
        ];
    }

    private static Finding Keys(IKeyProtector protector, string which)
    {
        const string Subject = "Keys";
        byte[] probe = [1, 2, 3, 4];
        try
        {
            return protector.Unprotect(protector.Protect(probe)).AsSpan().SequenceEqual(probe)
                ? Finding.Good(Subject, $"{which}: they wrap and unwrap")
                : Finding.Bad(Subject, $"{which}: they give something else back");
        }
        catch (Exception exception)
            when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return Finding.Bad(Subject, $"{which}: {exception.Message}");
        }
    }

    private static async Task<Finding> StoreAsync(IEntityStore store, string which, CancellationToken cancellationToken)
    {
        const string Subject = "Store";
        try
        {
            await store.OpenAsync(cancellationToken);
            return Finding.Good(Subject, $"{which}: it opens");
        }
        catch (StoreUnavailableException exception) when (exception.IsInUse)
        {
            return Finding.Good(Subject, $"{which}: a silo is running on it");
        }
        catch (StoreUnavailableException exception)
        {
            return Finding.Bad(Subject, exception.Message);
        }
    }
}
