using System.Collections.Immutable;
using WakuGrains.Messages;

namespace WakuGrains.Orleans.Serialization.Model;

/// <summary>Text to send (<see cref="OutboundContent.Text"/>).</summary>
[GenerateSerializer]
internal struct OutboundTextSurrogate
{
    [Id(0)]
    public string Body;

    [Id(1)]
    public string InReplyTo;
}

[RegisterConverter]
internal sealed class OutboundTextConverter : IConverter<OutboundContent.Text, OutboundTextSurrogate>
{
    public OutboundContent.Text ConvertFromSurrogate(in OutboundTextSurrogate surrogate) =>
        new(surrogate.Body, surrogate.InReplyTo);

    public OutboundTextSurrogate ConvertToSurrogate(in OutboundContent.Text value) =>
        new() { Body = value.Body, InReplyTo = value.InReplyTo };
}

/// <summary>Other content to send (<see cref="OutboundContent.Data"/>).</summary>
[GenerateSerializer]
internal struct OutboundDataSurrogate
{
    [Id(0)]
    public string ContentType;

    [Id(1)]
    public ReadOnlyMemory<byte> Body;

    [Id(2)]
    public ImmutableDictionary<string, string> Headers;

    [Id(3)]
    public string InReplyTo;
}

[RegisterConverter]
internal sealed class OutboundDataConverter : IConverter<OutboundContent.Data, OutboundDataSurrogate>
{
    public OutboundContent.Data ConvertFromSurrogate(in OutboundDataSurrogate surrogate) =>
        new(surrogate.ContentType, surrogate.Body, surrogate.Headers, surrogate.InReplyTo);

    public OutboundDataSurrogate ConvertToSurrogate(in OutboundContent.Data value) =>
        new()
        {
            ContentType = value.ContentType,
            Body = value.Body,
            Headers = value.Headers,
            InReplyTo = value.InReplyTo,
        };
}
