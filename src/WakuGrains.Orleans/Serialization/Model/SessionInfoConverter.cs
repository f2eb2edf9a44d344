using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Sessions;
using WakuGrains.Trust;

namespace WakuGrains.Orleans.Serialization.Model;

/// <summary>A <see cref="SessionInfo"/>.</summary>
[GenerateSerializer]
internal struct SessionInfoSurrogate
{
    [Id(0)]
    public InstallationKey Installation;

    [Id(1)]
    public PublicKey Peer;

    [Id(2)]
    public bool IsOwnIdentity;

    [Id(3)]
    public PeerTrust Trust;

    [Id(4)]
    public ImmutableArray<DeviceInfo> Devices;

    [Id(5)]
    public int HeldMessages;

    [Id(6)]
    public int PendingAcknowledgements;

    [Id(7)]
    public DateTimeOffset? AnsweredAt;
}

[RegisterConverter]
internal sealed class SessionInfoConverter : IConverter<SessionInfo, SessionInfoSurrogate>
{
    public SessionInfo ConvertFromSurrogate(in SessionInfoSurrogate surrogate) =>
        new(
            surrogate.Installation,
            surrogate.Peer,
            surrogate.IsOwnIdentity,
            surrogate.Trust,
            surrogate.Devices,
            surrogate.HeldMessages,
            surrogate.PendingAcknowledgements,
            surrogate.AnsweredAt
        );

    public SessionInfoSurrogate ConvertToSurrogate(in SessionInfo value) =>
        new()
        {
            Installation = value.Installation,
            Peer = value.Peer,
            IsOwnIdentity = value.IsOwnIdentity,
            Trust = value.Trust,
            Devices = value.Devices,
            HeldMessages = value.HeldMessages,
            PendingAcknowledgements = value.PendingAcknowledgements,
            AnsweredAt = value.AnsweredAt,
        };
}
