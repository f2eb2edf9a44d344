using System.Collections.Immutable;
using WakuGrains.Devices;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>
/// A copy of a session's state that leaves no other choice than the recorded one, and why each part of it was changed. Nothing
/// in it decides what the bytes are.
/// </summary>
/// <param name="Session">The copy.</param>
/// <param name="Original">The state that it was made from.</param>
/// <param name="SetAside">The ratchet sessions that were taken out.</param>
/// <param name="KeepsPrekey">Whether our own prekey is renewed only after the message.</param>
/// <param name="Reasons">The differences; more than none.</param>
/// <param name="Unexplained">What differs without a reason; nothing when all is explained.</param>
internal sealed record SteeredSession(
    SessionState Session,
    SessionState Original,
    ImmutableArray<DeviceSession> SetAside,
    bool KeepsPrekey,
    ImmutableHashSet<string> Reasons,
    string? Unexplained
)
{
    public static SteeredSession From(SessionState session) => new(session, session, [], false, [], null);

    public SteeredSession Because(string reason) => this with { Reasons = Reasons.Add(reason) };

    public SteeredSession Without(string problem) => this with { Unexplained = Unexplained ?? problem };

    /// <summary>Takes sessions out.</summary>
    public SteeredSession Aside(IEnumerable<DeviceSession> sessions)
    {
        DeviceSession[] taken = [.. sessions];
        return this with
        {
            Session = Session with { Sessions = Session.Sessions.RemoveRange(taken) },
            SetAside = SetAside.AddRange(taken),
        };
    }

    /// <summary>Puts another prekey in the place of the one that a device is known with.</summary>
    public SteeredSession OnPrekey(KnownDevice device, EncodedKey prekey) =>
        this with
        {
            Session = Session with { Devices = Session.Devices.Replace(device, device with { SignedPrekey = prekey }) },
        };

    /// <summary>Replaces a session, or adds one.</summary>
    public SteeredSession Put(DeviceSession? before, DeviceSession after) =>
        this with
        {
            Session = Session with
            {
                Sessions = before is null ? Session.Sessions.Add(after) : Session.Sessions.Replace(before, after),
            },
        };

    /// <summary>The state after a message on the copy, with everything that was taken out or put in place as it was.</summary>
    public SessionState Restore(SessionState sent) =>
        sent with
        {
            Devices = Original.Devices,
            Sessions = sent.Sessions.AddRange(SetAside),
        };
}
