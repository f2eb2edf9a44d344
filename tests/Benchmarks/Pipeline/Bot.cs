using MediatR;
using WakuGrains.Engine;
using WakuGrains.Identities;

namespace WakuGrains.Benchmarks.Pipeline;

/// <summary>A bot, and who takes its requests.</summary>
internal sealed record Bot(IMediator Mediator, IdentityInfo Identity)
{
    /// <summary>Its tenant and name.</summary>
    public IdentityKey Key => Identity.Key;

    /// <summary>Its device.</summary>
    public InstallationKey Installation => new(Key, Identity.Installations[0]);

    /// <summary>Opens the identity of a bot.</summary>
    public static async Task<Bot> OpenAsync(IMediator mediator, string name) =>
        new(mediator, await mediator.Send(new Messages.OpenIdentity(new("default", name))));
}
