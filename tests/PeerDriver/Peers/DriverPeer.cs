using System.Collections.Immutable;
using WakuGrains.Devices;
using WakuGrains.Engine;
using WakuGrains.Identities;
using WakuGrains.Installations;
using WakuGrains.PeerDriver.Randomness;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Sessions;
using WakuGrains.Topics;
using Sessioning = WakuGrains.Sessions.Session;

namespace WakuGrains.PeerDriver.Peers;

/// <summary>
/// A named peer in memory: the states of one identity, its installation and its sessions, and what an engine would do about
/// their effects. All decisions are the entities' behaviours.
/// </summary>
internal sealed class DriverPeer
{
    // No name of a request gets into an entity's key, so none has to be a valid one.
    private static readonly IdentityKey Key = new("driver", "peer");
    private static readonly string AnyInstallation = new InstallationKey(Key, "device").ToString();

    private readonly ISecp256k1 curve;
    private readonly PeerSettings settings;
    private readonly OwnInstallation installation;
    private readonly Dictionary<PublicKey, SessionState> sessions = [];
    private readonly Dictionary<PublicKey, SegmentAssembly> assemblies = [];
    private readonly HashSet<string> confirmable = new(StringComparer.Ordinal);

    public DriverPeer(
        ISecp256k1 curve,
        ScriptedRandomSource random,
        PeerSettings settings,
        KeyPair? keyPair,
        string? installationId,
        long nanoseconds
    )
    {
        this.curve = curve;
        this.settings = settings;
        Random = random;
        var empty = new IdentityDefinition(curve).Empty(Key.ToString());
        var created = Identity.Create(empty, keyPair, installationId, Turn(nanoseconds));
        KeyPair = created.State.KeyPair!;
        var state = new InstallationDefinition(curve).Empty(AnyInstallation) with
        {
            Key = new InstallationKey(Key, created.Result.Installations[0]),
        };
        var identity = OwnIdentity.Of(KeyPair) with { Settings = settings.Installation };
        installation = new OwnInstallation(state, identity, curve);
        Groups = new PeerGroups(state.Key);
        ListenToOwn(nanoseconds);
    }

    public ScriptedRandomSource Random { get; }

    public PeerSettings Settings => settings;

    public KeyPair KeyPair { get; }

    public PublicKey PublicKey => KeyPair.PublicKey;

    public string InstallationId => Own.Key.InstallationId;

    /// <summary>Our own device and what it knows of the others of its identity.</summary>
    public InstallationState Own => installation.State;

    /// <summary>What is listened to.</summary>
    public TopicTable Topics { get; } = new();

    /// <summary>Public chats that are listened to: not the product's business, so not in its table.</summary>
    public List<string> Chats { get; } = [];

    public PeerGroups Groups { get; }

    public IReadOnlyCollection<SessionState> Sessions => sessions.Values;

    /// <summary>The outside world at a time.</summary>
    public Turn Turn(long nanoseconds) =>
        new(DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick), Random, curve)
        {
            NanosecondsOfTick = (int)(nanoseconds % TimeSpan.NanosecondsPerTick),
            RatchetLimits = settings.Ratchet,
        };

    /// <summary>Our side for sending: the prekey renewed if it is due, the bundle signed now.</summary>
    public OwnDevice SigningDevice(Turn turn) => installation.SigningDevice(turn);

    /// <summary>Our side for receiving: as it is, and nothing drawn for it.</summary>
    public OwnDevice ReceivingDevice() => installation.ReceivingDevice();

    /// <summary>The session with an identity; the empty one when there is none yet.</summary>
    public SessionState Session(PublicKey identity) =>
        sessions.TryGetValue(identity, out var state)
            ? state
            : new SessionDefinition(curve).Empty($"{AnyInstallation}/{identity}") with
            {
                Key = new SessionKey(Own.Key, identity),
            };

    /// <summary>The devices of an identity as a message to it would be encrypted for.</summary>
    public ImmutableArray<KnownDevice> Devices(PublicKey identity) =>
        Sessioning.ForSending(Session(identity), ReceivingDevice()).Devices;

    /// <summary>Runs a behaviour of a session, keeps the state it leaves and listens to what it wants listened to.</summary>
    public Step<SessionState, TResult> Take<TResult>(
        PublicKey identity,
        Func<SessionState, Step<SessionState, TResult>> behaviour
    )
    {
        var step = behaviour(Session(identity));
        sessions[identity] = step.State;
        Listen(step.Effects);
        return step;
    }

    /// <summary>Runs a behaviour of the installation in the same way.</summary>
    public Step<InstallationState, TResult> TakeOwn<TResult>(
        Func<InstallationState, OwnIdentity, Step<InstallationState, TResult>> behaviour
    )
    {
        var step = installation.Take(state => behaviour(state, installation.Identity));
        Listen(step.Effects);
        return step;
    }

    /// <summary>Listens to what effects want listened to.</summary>
    public void Listen(ImmutableArray<Effect> effects)
    {
        foreach (var listen in effects.OfType<Effect.Listen>())
            Topics.Add(listen.Listener);
    }

    /// <summary>Takes what a frame of a sender held: the whole message, or nothing while segments are missing.</summary>
    public ReadOnlyMemory<byte>? Assemble(PublicKey sender, ReadOnlyMemory<byte> data)
    {
        if (!Segmentation.TryRead(data.Span, out var segment))
            return data;
        var (assembly, whole) = assemblies.GetValueOrDefault(sender, SegmentAssembly.Empty).Add(segment);
        assemblies[sender] = assembly;
        return whole;
    }

    /// <summary>Notes a message that used a key up: one of a ratchet.</summary>
    public void NoteRead(Decryption decryption, string messageId)
    {
        if (
            decryption.Opened is
            { Failure: null, Encryption: MessageEncryption.X3dh or MessageEncryption.DoubleRatchet }
        )
            confirmable.Add(messageId);
    }

    /// <summary>Whether a message was read and not confirmed before. Its key is gone already: none is kept beyond its message.</summary>
    public bool Confirm(string messageId) => confirmable.Remove(messageId);

    // On a scratch state: announcing draws a prekey, and here one is drawn only for a bundle.
    private void ListenToOwn(long nanoseconds)
    {
        var turn = new Turn(Turn(nanoseconds).Now, SystemRandomSource.Instance, curve);
        Listen(Installation.Announce(Own, installation.Identity, turn).Effects);
    }
}
