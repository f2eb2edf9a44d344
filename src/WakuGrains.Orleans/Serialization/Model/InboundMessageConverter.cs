using System.Collections.Immutable;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;

namespace WakuGrains.Orleans.Serialization.Model;

/// <summary>A message on its way into a session or a group (<see cref="InboundMessage"/>).</summary>
[GenerateSerializer]
internal struct InboundMessageSurrogate
{
    [Id(0)]
    public PublicKey Sender;

    [Id(1)]
    public ProtocolMessage Message;

    [Id(2)]
    public ImmutableArray<Bundle> Bundles;

    [Id(3)]
    public ReadOnlyMemory<byte> EnvelopeHash;

    [Id(4)]
    public long TimestampNanoseconds;

    [Id(5)]
    public ReadOnlyMemory<byte> GroupId;
}

[RegisterConverter]
internal sealed class InboundMessageConverter : IConverter<InboundMessage, InboundMessageSurrogate>
{
    public InboundMessage ConvertFromSurrogate(in InboundMessageSurrogate surrogate) =>
        new(
            surrogate.Sender,
            surrogate.Message,
            surrogate.Bundles,
            surrogate.EnvelopeHash,
            surrogate.TimestampNanoseconds
        )
        {
            GroupId = surrogate.GroupId,
        };

    public InboundMessageSurrogate ConvertToSurrogate(in InboundMessage value) =>
        new()
        {
            Sender = value.Sender,
            Message = value.Message,
            Bundles = value.Bundles,
            EnvelopeHash = value.EnvelopeHash,
            TimestampNanoseconds = value.TimestampNanoseconds,
            GroupId = value.GroupId,
        };
}
