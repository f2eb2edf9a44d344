using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Orleans.Serialization.Model;

/// <summary>A <see cref="TopicListener"/>.</summary>
[GenerateSerializer]
internal struct TopicListenerSurrogate
{
    [Id(0)]
    public InstallationKey Installation;

    [Id(1)]
    public string ContentTopic;

    [Id(2)]
    public TopicKind Kind;

    [Id(3)]
    public SecretBytes? SymmetricKey;
}

[RegisterConverter]
internal sealed class TopicListenerConverter : IConverter<TopicListener, TopicListenerSurrogate>
{
    public TopicListener ConvertFromSurrogate(in TopicListenerSurrogate surrogate) =>
        new(surrogate.Installation, surrogate.ContentTopic, surrogate.Kind, surrogate.SymmetricKey);

    public TopicListenerSurrogate ConvertToSurrogate(in TopicListener value) =>
        new()
        {
            Installation = value.Installation,
            ContentTopic = value.ContentTopic,
            Kind = value.Kind,
            SymmetricKey = value.SymmetricKey,
        };
}
