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

    /// <summary>Opens the identity of that name as a bot if there is one, else gives null; nothing is created.</summary>
    /// <param name="name">The identity's name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="WakuRequestException">The name is not allowed, or the API key is wrong.</exception>
    /// <exception cref="WakuUnavailableException">The silo could not be reached for longer than <see cref="WakuClientOptions.GiveUpAfter"/>.</exception>
    Task<IWakuBot?> FindIdentityAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes the identity from its private key alone, as another device of it, and opens it as a bot. Repeatable. What was sent to
    /// other devices is not here, and contacts write to this one once they have seen it.
    /// </summary>
    /// <param name="name">What to call it here; as in <see cref="OpenIdentityAsync"/>.</param>
    /// <param name="privateKey">64 hex digits, as in <see cref="WakuIdentityExport.PrivateKey"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="WakuRequestException">The key is none (<c>private_key_invalid</c>), or the name has another key (<c>identity_conflict</c>).</exception>
    /// <exception cref="WakuUnavailableException">The silo could not be reached for longer than <see cref="WakuClientOptions.GiveUpAfter"/>.</exception>
    Task<IWakuBot> ImportIdentityAsync(string name, string privateKey, CancellationToken cancellationToken = default);

    /// <summary>Every identity of the tenant that the API key belongs to, by name.</summary>
    /// <exception cref="WakuRequestException">The API key is wrong.</exception>
    /// <exception cref="WakuUnavailableException">The silo could not be reached for longer than <see cref="WakuClientOptions.GiveUpAfter"/>.</exception>
    Task<IReadOnlyList<WakuIdentity>> ListIdentitiesAsync(CancellationToken cancellationToken = default);
}
