using WakuGrains.Sessions;

namespace WakuGrains.Orleans.Serialization.Model;

/// <summary>A <see cref="RatchetInfo"/>.</summary>
[GenerateSerializer]
internal struct RatchetInfoSurrogate
{
    [Id(0)]
    public string SignedPrekey;

    [Id(1)]
    public bool IsInitiator;

    [Id(2)]
    public bool IsConfirmed;

    [Id(3)]
    public bool Sends;

    [Id(4)]
    public uint Sent;

    [Id(5)]
    public uint Received;

    [Id(6)]
    public int SkippedKeys;

    [Id(7)]
    public DateTimeOffset UsedAt;
}

[RegisterConverter]
internal sealed class RatchetInfoConverter : IConverter<RatchetInfo, RatchetInfoSurrogate>
{
    public RatchetInfo ConvertFromSurrogate(in RatchetInfoSurrogate surrogate) =>
        new(
            surrogate.SignedPrekey,
            surrogate.IsInitiator,
            surrogate.IsConfirmed,
            surrogate.Sends,
            surrogate.Sent,
            surrogate.Received,
            surrogate.SkippedKeys,
            surrogate.UsedAt
        );

    public RatchetInfoSurrogate ConvertToSurrogate(in RatchetInfo value) =>
        new()
        {
            SignedPrekey = value.SignedPrekey,
            IsInitiator = value.IsInitiator,
            IsConfirmed = value.IsConfirmed,
            Sends = value.Sends,
            Sent = value.Sent,
            Received = value.Received,
            SkippedKeys = value.SkippedKeys,
            UsedAt = value.UsedAt,
        };
}
