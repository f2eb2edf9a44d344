using MediatR;
using WakuGrains.Client;
using WakuGrains.Engine;
using WakuGrains.Messages;

namespace WakuGrains.Silo.InProcess;

/// <summary>The client's interfaces without HTTP, for bots that live in the silo.</summary>
internal sealed class InProcessClient(IMediator mediator, string tenant) : IWakuClient
{
    public async Task<IWakuBot> OpenIdentityAsync(string name, CancellationToken cancellationToken = default)
    {
        var key = new IdentityKey(tenant, name);
        var identity = await ClientRefusals.TranslateAsync(() =>
            mediator.Send(new OpenIdentity(key), cancellationToken)
        );
        return new InProcessBot(mediator, key, Translations.Identity(identity));
    }

    public async Task<IWakuBot?> FindIdentityAsync(string name, CancellationToken cancellationToken = default)
    {
        var key = new IdentityKey(tenant, name);
        var identity = await ClientRefusals.TranslateAsync(() =>
            mediator.Send(new FindIdentity(key), cancellationToken)
        );
        return identity is null ? null : new InProcessBot(mediator, key, Translations.Identity(identity));
    }

    public async Task<IWakuBot> ImportIdentityAsync(
        string name,
        string privateKey,
        CancellationToken cancellationToken = default
    )
    {
        var key = new IdentityKey(tenant, name);
        var import = new ImportIdentity(key, privateKey);
        var identity = await ClientRefusals.TranslateAsync(() => mediator.Send(import, cancellationToken));
        return new InProcessBot(mediator, key, Translations.Identity(identity));
    }

    public async Task<IReadOnlyList<WakuIdentity>> ListIdentitiesAsync(CancellationToken cancellationToken = default)
    {
        var identities = await mediator.Send(new ListIdentities(tenant), cancellationToken);
        return [.. identities.Select(Translations.Identity)];
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
