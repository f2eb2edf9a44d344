using System.Collections.Immutable;
using WakuGrains.Installations;
using WakuGrains.Messages;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Trust;

namespace WakuGrains.Orleans.Tests.Serialization;

/// <summary>Answers with what it is given.</summary>
public interface IEchoGrain : IGrainWithStringKey
{
    Task<PeerTrust?> EchoAsync(PeerTrust? trust, CancellationToken cancellationToken);

    Task<OutboundContent> EchoAsync(OutboundContent content);

    Task<OwnDevice?> EchoAsync(OwnDevice? device);

    Task<ImmutableArray<GroupKey>> EchoAsync(ImmutableArray<GroupKey> keys);

    /// <summary>Throws the sample of an exception.</summary>
    Task ThrowAsync(string type);

    /// <summary>Whether another grain of the silo answers with the very device that it is given.</summary>
    Task<bool> IsHandedOverAsync();
}

/// <inheritdoc/>
public sealed class EchoGrain : Grain, IEchoGrain
{
    /// <inheritdoc/>
    public Task<PeerTrust?> EchoAsync(PeerTrust? trust, CancellationToken cancellationToken) => Task.FromResult(trust);

    /// <inheritdoc/>
    public Task<OutboundContent> EchoAsync(OutboundContent content) => Task.FromResult(content);

    /// <inheritdoc/>
    public Task<OwnDevice?> EchoAsync(OwnDevice? device) => Task.FromResult(device);

    /// <inheritdoc/>
    public Task<ImmutableArray<GroupKey>> EchoAsync(ImmutableArray<GroupKey> keys) => Task.FromResult(keys);

    /// <inheritdoc/>
    public Task ThrowAsync(string type) => throw WireSamples.Faults.Single(fault => fault.GetType().Name == type);

    /// <inheritdoc/>
    public async Task<bool> IsHandedOverAsync()
    {
        var device = WireSamples.Values.OfType<OwnDevice>().Single();
        var other = GrainFactory.GetGrain<IEchoGrain>("another");
        return ReferenceEquals(await other.EchoAsync(device), device);
    }
}
