using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using WakuGrains.Conformance;
using WakuGrains.Orleans.Serialization;

namespace WakuGrains.Orleans.Tests.Serialization;

/// <summary>A silo and a client of it, each with a serializer of its own.</summary>
public sealed class EchoCluster : IAsyncLifetime
{
    private readonly TestCluster cluster = new TestClusterBuilder(1)
        .AddSiloBuilderConfigurator<Configurator>()
        .AddClientBuilderConfigurator<Configurator>()
        .Build();

    /// <summary>The grain, seen from the client.</summary>
    public IEchoGrain Grain => cluster.Client.GetGrain<IEchoGrain>("one");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => await cluster.DeployAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    private sealed class Configurator : ISiloConfigurator, IClientBuilderConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) => Add(siloBuilder.Services);

        public void Configure(IConfiguration configuration, IClientBuilder clientBuilder) =>
            Add(clientBuilder.Services);

        private static void Add(IServiceCollection services) =>
            services.AddSingleton(Samples.Curve).AddWakuGrainsSerialization();
    }
}
