using WakuGrains.Protocol.Primitives;
using WakuGrains.Trust;

namespace WakuGrains.Orleans.Serialization.Faults;

/// <summary>A <see cref="PeerNotTrustedException"/>.</summary>
[GenerateSerializer]
internal struct PeerNotTrustedExceptionSurrogate
{
    [Id(0)]
    public Fault Fault;

    [Id(1)]
    public PublicKey Peer;

    [Id(2)]
    public string Field;
}

[RegisterConverter]
internal sealed class PeerNotTrustedExceptionConverter
    : IConverter<PeerNotTrustedException, PeerNotTrustedExceptionSurrogate>
{
    public PeerNotTrustedException ConvertFromSurrogate(in PeerNotTrustedExceptionSurrogate surrogate) =>
        surrogate.Fault.Trace(new PeerNotTrustedException(surrogate.Peer, surrogate.Field));

    public PeerNotTrustedExceptionSurrogate ConvertToSurrogate(in PeerNotTrustedException value) =>
        new()
        {
            Fault = Fault.Of(value),
            Peer = value.Peer,
            Field = value.Field,
        };
}
