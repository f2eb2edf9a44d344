using WakuGrains.Installations;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Orleans.Serialization.Model;

/// <summary>A signed prekey of ours (<see cref="OwnPrekey"/>).</summary>
[GenerateSerializer]
internal struct OwnPrekeySurrogate
{
    [Id(0)]
    public KeyPair Pair;

    [Id(1)]
    public uint Version;

    [Id(2)]
    public DateTimeOffset CreatedAt;
}

[RegisterConverter]
internal sealed class OwnPrekeyConverter : IConverter<OwnPrekey, OwnPrekeySurrogate>
{
    public OwnPrekey ConvertFromSurrogate(in OwnPrekeySurrogate surrogate) =>
        new(surrogate.Pair, surrogate.Version, surrogate.CreatedAt);

    public OwnPrekeySurrogate ConvertToSurrogate(in OwnPrekey value) =>
        new()
        {
            Pair = value.Pair,
            Version = value.Version,
            CreatedAt = value.CreatedAt,
        };
}
