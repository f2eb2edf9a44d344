using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Identities;
using WakuGrains.Installations;
using WakuGrains.PeerDriver.Randomness;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;
using WakuGrains.Topics;

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
    private readonly Dictionary<PublicKey, SessionState> sessions = [];
    private readonly Dictionary<PublicKey, SegmentAssembly> assemblies = [];
    private readonly HashSet<string> confirmable = new(StringComparer.Ordinal);
    private InstallationState installation;

    public DriverPeer(
        ISecp256k1 curve,
        ScriptedRandomSource random,
        RatchetLimits limits,
        KeyPair? keyPair,
        string? installationId,
        long nanoseconds
    )
    {
        this.curve = curve;
        Random = random;
        Limits = limits;
        var empty = new IdentityDefinition(curve).Empty(Key.ToString());
        var created = Identity.Create(empty, keyPair, installationId, Turn(nanoseconds));
        KeyPair = created.State.KeyPair!;
        var id = created.Result.Installations[0];
        installation = new InstallationDefinition(curve).Empty(AnyInstallation) with
        {
            Key = new InstallationKey(Key, id),
        };
        Topics = ListenToOwn(nanoseconds);
    }

    public ScriptedRandomSource Random { get; }

    public RatchetLimits Limits { get; }

    public KeyPair KeyPair { get; }

    public PublicKey PublicKey => KeyPair.PublicKey;

    public string InstallationId => installation.Key.InstallationId;

    /// <summary>What is listened to.</summary>
    public TopicTable Topics { get; }

    /// <summary>Public chats that are listened to: not the product's business, so not in its table.</summary>
    public List<string> Chats { get; } = [];

    public ImmutableArray<OwnPrekey> Prekeys => installation.Prekeys;

    public IReadOnlyCollection<SessionState> Sessions => sessions.Values;

    /// <summary>The outside world at a time.</summary>
    public Turn Turn(long nanoseconds) =>
        new(DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick), Random, curve)
        {
            NanosecondsOfTick = (int)(nanoseconds % TimeSpan.NanosecondsPerTick),
            RatchetLimits = Limits,
        };

    /// <summary>Our side for sending: the prekey renewed if it is due, the bundle signed now.</summary>
    public OwnDevice SigningDevice(Turn turn)
    {
        var (state, device, _) = Installation.GetDevice(installation with { Bundle = null }, OwnIdentity.Of(KeyPair), turn);
        installation = state;
        return device;
    }

    /// <summary>Our side for receiving: as it is, and nothing drawn for it.</summary>
    public OwnDevice ReceivingDevice() =>
        new(
            installation.Key,
            KeyPair,
            installation.Bundle ?? BundleSigner.Sign(curve, KeyPair, [], timestampNanoseconds: 0),
            installation.Prekeys
        );

    /// <summary>The session with an identity; the empty one when there is none yet.</summary>
    public SessionState Session(PublicKey identity) =>
        sessions.TryGetValue(identity, out var state)
            ? state
            : new SessionDefinition(curve).Empty($"{AnyInstallation}/{identity}") with
            {
                Key = new SessionKey(installation.Key, identity),
            };

    /// <summary>Runs a behaviour of a session, keeps the state it leaves and listens to what it wants listened to.</summary>
    public Step<SessionState, TResult> Take<TResult>(
        PublicKey identity,
        Func<SessionState, Step<SessionState, TResult>> behaviour
    )
    {
        var step = behaviour(Session(identity));
        sessions[identity] = step.State;
        foreach (var listen in step.Effects.OfType<Effect.Listen>())
            Topics.Add(listen.Listener);
        return step;
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

    /// <summary>Notes a message that used a key up.</summary>
    public void NoteRead(Decryption decryption, string messageId)
    {
        if (decryption.Opened is { Failure: null, Encryption: not MessageEncryption.DiffieHellman })
            confirmable.Add(messageId);
    }

    /// <summary>Whether a message was read and not confirmed before. Its key is gone already: none is kept beyond its message.</summary>
    public bool Confirm(string messageId) => confirmable.Remove(messageId);

    // On a scratch state: announcing draws a prekey, and here one is drawn only for a bundle.
    private TopicTable ListenToOwn(long nanoseconds)
    {
        var turn = new Turn(Turn(nanoseconds).Now, SystemRandomSource.Instance, curve);
        var topics = new TopicTable();
        foreach (var listen in Installation.Announce(installation, OwnIdentity.Of(KeyPair), turn).Effects.OfType<Effect.Listen>())
            topics.Add(listen.Listener);
        return topics;
    }
}
