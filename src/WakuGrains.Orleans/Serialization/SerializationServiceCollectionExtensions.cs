using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Serialization;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Orleans.Serialization;

/// <summary>Makes the types of the messaging model known to Orleans' serializer.</summary>
public static class SerializationServiceCollectionExtensions
{
    /// <summary>
    /// Adds the serializer with the types of the messaging model, and a curve if the host has none: public keys are checked as they
    /// come in. For a client of a cluster that is no silo; <c>AddWakuGrains</c> on a silo includes it. Idempotent.
    /// </summary>
    public static IServiceCollection AddWakuGrainsSerialization(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddSerializer(serializer => serializer.AddAssembly(typeof(WireTypes).Assembly));
        services.TryAddSingleton(_ => Secp256k1Provider.Select(CryptoPreference.Auto));
        services.TryAddSingleton(provider => provider.GetRequiredService<Secp256k1Selection>().Curve);
        return services;
    }
}
