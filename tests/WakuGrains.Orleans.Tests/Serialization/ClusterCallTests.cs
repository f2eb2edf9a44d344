using System.Collections.Immutable;
using WakuGrains.Installations;
using WakuGrains.Messages;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Trust;

namespace WakuGrains.Orleans.Tests.Serialization;

/// <summary>The same through a real silo: calls, answers and exceptions.</summary>
public sealed class ClusterCallTests(EchoCluster cluster) : IClassFixture<EchoCluster>
{
    [Fact]
    public async Task Values_of_every_sort_go_there_and_back()
    {
        (await cluster.Grain.EchoAsync(PeerTrust.Pinned, CancellationToken.None)).ShouldBe(PeerTrust.Pinned);
        (await cluster.Grain.EchoAsync((OwnDevice?)null)).ShouldBeNull();
        await IsTheSameAsync<OwnDevice?>(WireSamples.Values.OfType<OwnDevice>().Single(), cluster.Grain.EchoAsync);
        foreach (var content in WireSamples.Values.OfType<OutboundContent>())
            await IsTheSameAsync(content, cluster.Grain.EchoAsync);
        await IsTheSameAsync(ImmutableArray.Create(WireSamples.GroupKey()), cluster.Grain.EchoAsync);
    }

    [Fact]
    public async Task Exceptions_of_ours_come_back_as_they_were_thrown()
    {
        foreach (var fault in WireSamples.Faults)
        {
            var caught = await Should.ThrowAsync<Exception>(() => cluster.Grain.ThrowAsync(fault.GetType().Name));
            caught.ShouldBeOfType(fault.GetType());
            WireText.Of(caught).ShouldBe(WireText.Of(fault));
        }
    }

    [Fact]
    public async Task Within_a_silo_a_device_is_handed_over_as_it_is() =>
        (await cluster.Grain.IsHandedOverAsync()).ShouldBeTrue();

    private static async Task IsTheSameAsync<T>(T value, Func<T, Task<T>> echo) =>
        WireText.Of(await echo(value)).ShouldBe(WireText.Of(value));
}
