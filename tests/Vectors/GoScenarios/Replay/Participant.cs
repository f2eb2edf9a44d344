using System.Collections.Immutable;
using System.Text.Json;
using WakuGrains.Devices;
using WakuGrains.Engine;
using WakuGrains.Groups;
using WakuGrains.Installations;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;
using WakuGrains.Trust;
using WakuGrains.Vectors.GoScenarios.Recording;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>
/// One device of a scenario, played by our entities' behaviours: its identity, what it has stored and what it has seen. Decides
/// nothing itself.
/// </summary>
internal sealed class Participant
{
    private readonly ISecp256k1 curve;
    private readonly RatchetLimits ratchetLimits;
    private readonly OwnIdentity own;

    public Participant(ISecp256k1 curve, JsonElement recorded)
    {
        this.curve = curve;
        Recorded = recorded;
        Name = recorded.Text("name");
        var identity = KeyPair.FromPrivateKey(curve, recorded.Hex("identity_private"));
        own = new(identity, TrustPolicy.FirstUse, ParticipantLimits.Settings(recorded));
        ratchetLimits = ParticipantLimits.Ratchet(recorded);
        var key = new InstallationKey(new IdentityKey("scenario", Name), recorded.Text("installation_id"));
        State = new(
            new(key, [], null, null, IsAnnounced: false),
            ImmutableDictionary<PublicKey, SessionState>.Empty,
            ImmutableDictionary<string, GroupState>.Empty
        );
    }

    public string Name { get; }

    public JsonElement Recorded { get; }

    public KeyPair Identity => own.KeyPair;

    public PublicKey PublicKey => own.PublicKey;

    public string InstallationId => State.Installation.Key.InstallationId;

    public ParticipantState State { get; set; }

    /// <summary>What it has seen, for saying why a result differs.</summary>
    public History History { get; } = new();

    /// <summary>What of its results differed by intent so far.</summary>
    public HashSet<string> Differed { get; } = new(StringComparer.Ordinal);

    /// <summary>The outside world at an event.</summary>
    public Turn Turn(RecordedEvent recorded, IRandomSource random)
    {
        var (ticks, rest) = Math.DivRem(recorded.NowNanoseconds, TimeSpan.NanosecondsPerTick);
        return new(DateTimeOffset.UnixEpoch.AddTicks(ticks), random, curve)
        {
            NanosecondsOfTick = (int)rest,
            RatchetLimits = ratchetLimits,
        };
    }

    /// <summary>The device for sending: its prekey renewed if that is due, its bundle signed now.</summary>
    public Step<InstallationState, OwnDevice> SigningDevice(Turn turn) =>
        Installation.GetDevice(State.Installation with { Bundle = null }, own, turn);

    /// <summary>The device for receiving, as it is: nothing is drawn for it.</summary>
    public OwnDevice ReceivingDevice() =>
        new(
            State.Installation.Key,
            own.KeyPair,
            State.Installation.Bundle ?? BundleSigner.Sign(curve, own.KeyPair, [], timestampNanoseconds: 0),
            State.Installation.Prekeys
        )
        {
            Siblings = State.Installation.Siblings,
            Settings = own.Settings,
        };

    /// <summary>A public key of the recording.</summary>
    public PublicKey Parse(ReadOnlySpan<byte> key) => PublicKey.Parse(curve, key);

    /// <summary>What it has of a peer.</summary>
    public SessionState Session(PublicKey peer) =>
        State.Sessions.GetValueOrDefault(peer)
        ?? new SessionState(new SessionKey(State.Installation.Key, peer), [], [], 0, null, []);

    /// <summary>Its ratchet sessions, with whomever.</summary>
    public IEnumerable<DeviceSession> AllSessions => State.Sessions.Values.SelectMany(state => state.Sessions);

    /// <summary>What it has of a group.</summary>
    public GroupState Group(ReadOnlySpan<byte> groupId)
    {
        var address = GroupAddress.Of(State.Installation.Key, groupId);
        return State.Groups.GetValueOrDefault(address.GroupId) ?? GroupState.Empty(address);
    }

    /// <summary>The devices that it knows of an identity: a peer's, or the other ones of its own.</summary>
    public ImmutableArray<KnownDevice> Devices(PublicKey identity) =>
        identity.Equals(PublicKey) ? State.Installation.Siblings : Session(identity).Devices;

    /// <summary>The key of a message that has not arrived.</summary>
    public SkippedMessageKey? FindSkipped(MessageKeyId id) =>
        AllSessions
            .Select(session => session.SkippedKeys.TryGet(id, out var key) ? key : null)
            .FirstOrDefault(key => key is not null);

    /// <summary>Stores what a message that was read leaves.</summary>
    public void Keep(Received received)
    {
        State = received.State;
        if (received.Entry is { Ratchet: not null } entry && received.Message!.PublicMessage.IsEmpty)
            History.Read(received.Sender, entry, received.Plaintext.Span);
    }
}
