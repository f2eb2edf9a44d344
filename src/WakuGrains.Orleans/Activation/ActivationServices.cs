using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;
using Orleans.Storage;
using Orleans.Timers;
using WakuGrains.Orleans.Catalogs;
using WakuGrains.Orleans.Effects;
using WakuGrains.Orleans.Hosting;
using WakuGrains.Orleans.Storage;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Orleans.Activation;

/// <summary>What every activation of a silo shares.</summary>
internal sealed class ActivationServices(
    IServiceProvider provider,
    IPersistentStateFactory states,
    IReminderRegistry reminders,
    IGrainFactory grains,
    DataKeyRing keys,
    ClusterCatalog catalog,
    EffectPorts ports,
    IOptions<ClusterOptions> options,
    ISecp256k1 curve
)
{
    private readonly Lazy<IGrainStorage> rows = new(() =>
        provider.GetRequiredKeyedService<IGrainStorage>(WakuStorage.ProviderName)
    );
    private readonly RowNames names = new(ports.Random);

    /// <summary>The curve.</summary>
    public ISecp256k1 Curve => curve;

    /// <summary>The clock.</summary>
    public TimeProvider Time => ports.Time;

    /// <summary>How long an idle entity stays in memory.</summary>
    public TimeSpan IdleAge => options.Value.IdleAge;

    /// <summary>Randomness.</summary>
    public IRandomSource Random => ports.Random;

    /// <summary>The data key.</summary>
    public DataKeyRing Keys => keys;

    /// <summary>The lists of keys.</summary>
    public ClusterCatalog Catalog => catalog;

    /// <summary>Where faults are told.</summary>
    public ILogger Logger => ports.Logger;

    /// <summary>The storage of one entity.</summary>
    public EntityStorage Storage(IGrainContext context, string kind, string key, PendingEffects pending) =>
        new(
            new(() => states.Create<StoredRow>(context, new MainRowConfiguration())),
            new RowStorage(rows.Value, context.GrainId, kind, key),
            pending,
            names,
            curve
        );

    /// <summary>Who carries out the effects of one entity.</summary>
    public EffectCarrier Effects(string key, PendingEffects pending) =>
        new(key, pending, new ErrandTakers(key, grains), ports);

    /// <summary>The guard of one activation.</summary>
    public PendingGuard Guard(IGrainContext context) => new(context.GrainId, reminders, options.Value.PendingInterval);

    private sealed class MainRowConfiguration : IPersistentStateConfiguration
    {
        public string StateName => EntityStorage.MainRow;

        public string StorageName => WakuStorage.ProviderName;
    }
}
