using Microsoft.Extensions.Options;
using Orleans.Configuration;
using WakuGrains.Orleans.Grains;

namespace WakuGrains.Orleans.Hosting;

/// <summary>How long idle grains of WakuGrains stay in memory; an application's own grains are its own affair.</summary>
internal sealed class IdleAges(IOptions<ClusterOptions> options) : IConfigureOptions<GrainCollectionOptions>
{
    private static readonly Type[] Grains =
    [
        typeof(IdentityGrain),
        typeof(InstallationGrain),
        typeof(SessionGrain),
        typeof(GroupGrain),
        typeof(MailboxGrain),
        typeof(SentLogGrain),
        typeof(CatalogGrain),
    ];

    /// <inheritdoc/>
    public void Configure(GrainCollectionOptions collection)
    {
        ArgumentNullException.ThrowIfNull(collection);
        foreach (var grain in Grains)
            collection.ClassSpecificCollectionAge[grain.FullName!] = options.Value.IdleAge;
    }
}
