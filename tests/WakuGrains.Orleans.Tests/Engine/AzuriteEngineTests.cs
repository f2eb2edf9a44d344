using Azure.Data.Tables;
using Orleans.Hosting;
using WakuGrains.Conformance;
using WakuGrains.Testing.Azurite;

namespace WakuGrains.Orleans.Tests.Engine;

/// <summary>Two silos over the official provider for Azure Tables and an emulator of these.</summary>
public sealed class AzuriteEngineCluster : EngineCluster
{
    private AzuriteServer? azurite;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (azurite is not null)
            await azurite.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override async Task PrepareAsync() => azurite = await AzuriteServer.StartAsync();

    protected override void AddStorage(ISiloBuilder silo, string name) =>
        silo.AddAzureTableGrainStorage(
            name,
            storage =>
                (storage.TableServiceClient, storage.DeleteStateOnClear) = (
                    new TableServiceClient(azurite!.ConnectionString),
                    true
                )
        );
}

/// <summary>What every engine promises, of two silos over Azure Tables.</summary>
public sealed class AzuriteEngineTests(AzuriteEngineCluster cluster)
    : EngineConformance,
        IClassFixture<AzuriteEngineCluster>
{
    protected override Task<IEngineUnderTest> StartAsync() => ClusterEngineUnderTest.StartAsync(cluster);
}
