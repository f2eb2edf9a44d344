using WakuGrains.Engine;
using WakuGrains.Inbound;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Orleans.Serialization.Model;

/// <summary>An <see cref="OpenedFrame"/>.</summary>
[GenerateSerializer]
internal struct OpenedFrameSurrogate
{
    [Id(0)]
    public TopicListener Listener;

    [Id(1)]
    public EnvelopeOutcome? Failure;

    [Id(2)]
    public PublicKey? Signer;

    [Id(3)]
    public ReadOnlyMemory<byte> Data;
}

[RegisterConverter]
internal sealed class OpenedFrameConverter : IConverter<OpenedFrame, OpenedFrameSurrogate>
{
    public OpenedFrame ConvertFromSurrogate(in OpenedFrameSurrogate surrogate) =>
        new(surrogate.Listener, surrogate.Failure, surrogate.Signer, surrogate.Data);

    public OpenedFrameSurrogate ConvertToSurrogate(in OpenedFrame value) =>
        new()
        {
            Listener = value.Listener,
            Failure = value.Failure,
            Signer = value.Signer,
            Data = value.Data,
        };
}
