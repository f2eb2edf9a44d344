using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Orleans.Serialization.Faults;

/// <summary>A <see cref="SessionNotFoundException"/>.</summary>
[GenerateSerializer]
internal struct SessionNotFoundExceptionSurrogate
{
    [Id(0)]
    public Fault Fault;

    [Id(1)]
    public PublicKey Peer;
}

[RegisterConverter]
internal sealed class SessionNotFoundExceptionConverter
    : IConverter<SessionNotFoundException, SessionNotFoundExceptionSurrogate>
{
    public SessionNotFoundException ConvertFromSurrogate(in SessionNotFoundExceptionSurrogate surrogate) =>
        surrogate.Fault.Trace(new SessionNotFoundException(surrogate.Peer));

    public SessionNotFoundExceptionSurrogate ConvertToSurrogate(in SessionNotFoundException value) =>
        new() { Fault = Fault.Of(value), Peer = value.Peer };
}
