namespace WakuGrains.Client;

/// <summary>
/// The way into a silo: gives out bots. Knows nothing of keys, sessions or encryption, which are the silo's. Safe for
/// concurrent use.
/// </summary>
public interface IWakuClient : IAsyncDisposable
{
    /// <summary>Opens the identity of that name as a bot; the silo creates its key the first time.</summary>
    /// <param name="name">1 to 64 letters, digits, dots, dashes and underscores, beginning with a letter or digit.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="WakuRequestException">The name is not allowed, or the API key is wrong.</exception>
    /// <exception cref="WakuUnavailableException">The silo could not be reached for longer than <see cref="WakuClientOptions.GiveUpAfter"/>.</exception>
    Task<IWakuBot> OpenIdentityAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Every identity of the tenant that the API key belongs to, by name.</summary>
    /// <exception cref="WakuRequestException">The API key is wrong.</exception>
    /// <exception cref="WakuUnavailableException">The silo could not be reached for longer than <see cref="WakuClientOptions.GiveUpAfter"/>.</exception>
    Task<IReadOnlyList<WakuIdentity>> ListIdentitiesAsync(CancellationToken cancellationToken = default);
}
