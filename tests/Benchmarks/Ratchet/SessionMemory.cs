using WakuGrains.Devices;
using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;
using WakuGrains.Topics;

namespace WakuGrains.Benchmarks.Ratchet;

/// <summary>
/// What a session costs in memory once it is loaded: the session of a real conversation is written as the store has it and read
/// back many times over, and the heap is measured before and after.
/// </summary>
internal sealed class SessionMemory(ISecp256k1 curve)
{
    private const int Copies = 2000;
    private const string Device = "0f8a2c1e-64d7-4b2f-9c3a-5e7d1b90a4c6";

    /// <summary>Bytes of one loaded session after a conversation of so many messages, and the length of its record.</summary>
    public (long Loaded, int Stored) After(int messages)
    {
        var definition = new SessionDefinition(curve);
        var state = SessionAfter(messages);
        var key = state.Key.ToString();
        var record = definition.Encode(0, state);
        return (Measure(() => definition.Decode(key, [record, null])), record.Length);
    }

    /// <summary>The state of a session after a conversation of so many messages.</summary>
    public SessionState SessionAfter(int messages)
    {
        var conversation = new Conversation(curve);
        for (var i = 0; i < messages; i++)
            Continue(conversation, i);
        return SessionOf(conversation.Sender);
    }

    // One to four messages in a row, then the other side.
    private static void Continue(Conversation conversation, int message)
    {
        if (message % 7 is 0 or 2 or 6)
            conversation.SayAndSwap();
        else
            conversation.Say();
    }

    private SessionState SessionOf(RatchetState ratchet)
    {
        var peer = new Party(curve);
        var prekey = EncodedKey.Of(peer.Prekey.PublicKey);
        var session = new DeviceSession(
            Device,
            prekey,
            IsOwnPrekey: false,
            SharedKey.From(ratchet.RootKey),
            prekey,
            IsConfirmed: true,
            ratchet,
            MessageKeyStore.Empty,
            PeerPrekeyVersion: 1,
            DateTimeOffset.UnixEpoch
        );
        return new SessionState(
            new SessionKey(new InstallationKey(new IdentityKey("default", "bot"), Device), peer.Identity.PublicKey),
            [new KnownDevice(Device, 1_700_000_000_000_000_000, 1, prekey, 1, UsesNegotiatedTopic: true)],
            [session],
            1_700_000_000_000,
            new NegotiatedTopic("/waku/1/0x267af2e9/rfc26", new SecretBytes(ratchet.RootKey)),
            []
        );
    }

    private static long Measure(Func<SessionState> load)
    {
        var loaded = new SessionState[Copies];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Copies; i++)
            loaded[i] = load();
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(loaded);
        return (after - before) / Copies;
    }
}
