using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using WakuGrains.Engine;
using WakuGrains.Orleans.Keeping;

namespace WakuGrains.Orleans.Bots;

/// <summary>Adds bots that are grains to a silo with WakuGrains.</summary>
public static class WakuBotSiloBuilderExtensions
{
    /// <summary>
    /// Hands the messages of an identity to a grain: each one, in order, at least once, from one place in the cluster, which moves
    /// when its silo dies. The identity is created if it is not there. To be called on every silo that has the grain.
    /// </summary>
    /// <typeparam name="TGrainInterface">The interface of the grain; one class implements it.</typeparam>
    /// <param name="builder">A silo with <c>AddWakuGrains</c>.</param>
    /// <param name="name">The identity's name: 1 to 64 letters, digits, dots, dashes and underscores, beginning with a letter or digit.</param>
    /// <param name="tenant">Whose identity it is; formed like the name.</param>
    /// <param name="includeSent">Whether the grain gets what other devices of the identity have sent too; otherwise that is skipped and acknowledged.</param>
    /// <exception cref="ArgumentException">Name or tenant are not allowed, or the bot has a grain already.</exception>
    public static ISiloBuilder AddWakuBot<TGrainInterface>(
        this ISiloBuilder builder,
        string name,
        string tenant = "default",
        bool includeSent = false
    )
        where TGrainInterface : IWakuBotGrain
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (!IdentityKey.IsValidName(name))
            throw new ArgumentException("Not the name of an identity.", nameof(name));
        if (!IdentityKey.IsValidName(tenant))
            throw new ArgumentException("Not a tenant.", nameof(tenant));
        var key = GrainKeys.Of(new IdentityKey(tenant, name).ToString());
        var pump = new KeptGrain(
            $"hands messages to bot {tenant}/{name}",
            grains =>
                grains
                    .GetGrain<IBotPumpGrain>(key)
                    .EnsureAsync(grains.GetGrain<TGrainInterface>(key).GetGrainId(), includeSent)
        );
        if (builder.Services.Any(service => service.ImplementationInstance is KeptGrain kept && kept.Duty == pump.Duty))
            throw new ArgumentException($"Bot {tenant}/{name} has a grain already.", nameof(name));
        builder.Services.AddSingleton(pump);
        return builder;
    }
}
