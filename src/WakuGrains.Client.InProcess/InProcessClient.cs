using MediatR;
using WakuGrains.Engine;
using WakuGrains.Identities;
using WakuGrains.Messages;

namespace WakuGrains.Client.InProcess;

/// <summary>
/// The client's interfaces without HTTP, for bots that live where the messaging model does: the same bots, messages and
/// refusals. Safe for concurrent use.
/// </summary>
/// <param name="mediator">Hands requests to the messaging model of this host.</param>
/// <param name="tenant">Whose identities these are; nobody asks for an API key here.</param>
/// <param name="time">The clock of the pauses in which a receiving bot waits for a store that does not answer.</param>
public sealed class InProcessClient(IMediator mediator, string tenant, TimeProvider? time = null) : IWakuClient
{
    private readonly UntilAnswered untilAnswered = new(time ?? TimeProvider.System);

    /// <inheritdoc/>
    public async Task<IWakuBot> OpenIdentityAsync(string name, CancellationToken cancellationToken = default)
    {
        var key = new IdentityKey(tenant, name);
        var identity = await ClientFaults.TranslateAsync(() => mediator.Send(new OpenIdentity(key), cancellationToken));
        return Bot(key, identity);
    }

    /// <inheritdoc/>
    public async Task<IWakuBot?> FindIdentityAsync(string name, CancellationToken cancellationToken = default)
    {
        var key = new IdentityKey(tenant, name);
        var identity = await ClientFaults.TranslateAsync(() => mediator.Send(new FindIdentity(key), cancellationToken));
        return identity is null ? null : Bot(key, identity);
    }

    /// <inheritdoc/>
    public async Task<IWakuBot> ImportIdentityAsync(
        string name,
        string privateKey,
        CancellationToken cancellationToken = default
    )
    {
        var key = new IdentityKey(tenant, name);
        var import = new ImportIdentity(key, privateKey);
        var identity = await ClientFaults.TranslateAsync(() => mediator.Send(import, cancellationToken));
        return Bot(key, identity);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WakuIdentity>> ListIdentitiesAsync(CancellationToken cancellationToken = default)
    {
        var identities = await ClientFaults.TranslateAsync(() =>
            mediator.Send(new ListIdentities(tenant), cancellationToken)
        );
        return [.. identities.Select(Translations.Identity)];
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private InProcessBot Bot(IdentityKey key, IdentityInfo identity) =>
        new(mediator, key, Translations.Identity(identity), untilAnswered);
}
