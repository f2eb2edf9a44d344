using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using WakuGrains.Interop.Tests.Processes;
using WakuGrains.Interop.Tests.Silo;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Interop.Tests.Devices;

/// <summary>A device of the other implementation's side: one named peer in its process.</summary>
internal sealed class PeerDevice(string name, RemotePeer peer, DeviceNetwork network, TimeProvider time)
    : INetworkDevice
{
    private readonly ConcurrentDictionary<MessageHash, ImmutableList<string>> replies = new();
    private readonly ConcurrentQueue<(ReadText Text, MessageHash Envelope)> read = new();
    private readonly ConcurrentQueue<string> toAcknowledge = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> awaited = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Identity => peer.Identity;

    /// <inheritdoc/>
    public string InstallationId => peer.InstallationId;

    /// <summary>The peer in its process.</summary>
    public RemotePeer Remote => peer;

    /// <summary>Now, in milliseconds, as its requests want it.</summary>
    public long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The envelopes that a text was read from.</summary>
    public IEnumerable<MessageHash> EnvelopesOf(string messageId) =>
        read.Where(each => each.Text.MessageId == messageId).Select(each => each.Envelope);

    /// <summary>Encrypts a text without letting it go yet.</summary>
    public async Task<(SentText Sent, IReadOnlyList<Envelope> Envelopes)> EncryptAsync(string to, string text)
    {
        List<string> acks = [];
        while (toAcknowledge.TryDequeue(out var ack))
            acks.Add(ack);
        var reply = await peer.OkAsync(
            "send",
            new
            {
                to,
                text,
                acks,
                now = Now,
            }
        );
        var envelopes = Envelopes(reply);
        return (new(this, reply.Text("app_id"), text, [.. envelopes.Select(each => each.Hash)], []), envelopes);
    }

    /// <inheritdoc/>
    public async Task<SentText> SendAsync(string to, string text)
    {
        var (sent, envelopes) = await EncryptAsync(to, text);
        await CarryAsync(envelopes);
        return sent;
    }

    /// <summary>Its bundle, in hex, as a contact card would hold it.</summary>
    public async Task<string> BundleAsync() => (await peer.OkAsync("bundle", new { now = Now })).Text("bundle");

    /// <summary>The version of its signed prekey.</summary>
    public async Task<int> PrekeyVersionAsync() =>
        (await peer.OkAsync("bundle", new { now = Now }))
            .GetProperty("view")
            .GetProperty("keys")
            .GetProperty(InstallationId)
            .GetProperty("version")
            .GetInt32();

    /// <summary>The ids of the devices that it knows of an identity.</summary>
    public async Task<IReadOnlyList<string>> DevicesOfAsync(string identity) =>
        [
            .. (await peer.OkAsync("installations", new { identity }))
                .GetProperty("installations")
                .EnumerateArray()
                .Select(row => row.Text("id")),
        ];

    /// <summary>Tells its contacts of itself and the devices that it is paired with.</summary>
    public async Task PublishContactCodeAsync() =>
        await network.CarryAsync(Decode(await peer.OkAsync("contact_code", new { now = Now })));

    /// <summary>Tells the other devices of its identity that it is there.</summary>
    public async Task AnnounceAsync() =>
        await CarryAsync(Envelopes(await peer.OkAsync("pair", new { now = Now, device_name = name })));

    /// <summary>Pairs another device of the identity, whom it has heard of.</summary>
    public Task PairAsync(PeerDevice sibling) =>
        peer.OkAsync("enable", new { installation_id = sibling.InstallationId });

    /// <summary>Ends that.</summary>
    public Task UnpairAsync(PeerDevice sibling) =>
        peer.OkAsync("disable", new { installation_id = sibling.InstallationId });

    /// <inheritdoc/>
    public async Task ReceiveAsync(Envelope envelope, int times)
    {
        var waku = Convert.ToHexStringLower(envelope.Message.Encode());
        var receiving = peer.AskAsync("receive", new { waku, pubsub_topic = envelope.PubsubTopic });

        // Without this the peer keeps the key, as the deployed implementation does, and decrypts repeats again.
        await peer.OkAsync("confirm", new { message_id = envelope.Hash.ToString() });
        var reply = await receiving;
        if (reply.GetProperty("ok").GetBoolean())
            Accept(reply, envelope.Hash);
        Note(envelope.Hash, reply.GetProperty("ok").GetBoolean() ? reply.Text("kind") : reply.Text("error"));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReadText>> ReadAsync() =>
        Task.FromResult<IReadOnlyList<ReadText>>([.. read.Select(each => each.Text)]);

    /// <inheritdoc/>
    public Task HasReadAsync(string text) => Awaited(text).Task;

    /// <inheritdoc/>
    public string? Judge(Sighting sighting)
    {
        var all = replies.GetValueOrDefault(sighting.Envelope.Hash) ?? [];
        var isRight = sighting.IsFor(this) ? IsReadOnce(all) : all.All(reply => IsRight(reply, sighting));
        return isRight ? null : $"{name}: {sighting}: {string.Join(", ", all)}";
    }

    // What is encrypted for any device has no key that could be used up: it can be opened again, and is by the peer.
    private static bool IsReadOnce(ImmutableList<string> all) =>
        all.Contains("ratchet")
            ? all.Count(reply => reply is not ("already_consumed" or "bad_mac")) == 1
            : !all.IsEmpty && all.All(reply => reply == "dh");

    // Its own pairing message it finds malformed. Frames that it has no key for are somebody else's on a topic that it shares.
    private bool IsRight(string reply, Sighting sighting) =>
        reply switch
        {
            "echo" or "malformed" => sighting.IsFrom(this),
            "public" => sighting.IsPublic,
            "not_paired" => sighting.Sender == Identity,
            "device_not_found" => sighting.Sender != Identity && sighting.Recipient == Identity,
            "bad_mac" => sighting.Recipient != Identity,
            "not_listening" => true,
            _ => false,
        };

    private void Accept(JsonElement reply, MessageHash envelope)
    {
        var isCopy = reply.Text("signer") == Identity;
        foreach (var message in reply.GetProperty("messages").EnumerateArray())
        {
            if (!message.TryGetProperty("text", out var member))
                continue;
            var text = new ReadText(message.Text("id"), member.GetString()!, isCopy);
            if (reply.Text("kind") == "dh" && read.Contains((text, envelope)))
                continue;
            read.Enqueue((text, envelope));
            if (!isCopy)
                toAcknowledge.Enqueue(message.Text("mvds_id"));
            Awaited(text.Text).TrySetResult();
        }
    }

    private void Note(MessageHash envelope, string reply) =>
        replies.AddOrUpdate(envelope, [reply], (_, before) => before.Add(reply));

    private Task CarryAsync(IEnumerable<Envelope> envelopes) => Task.WhenAll(envelopes.Select(network.CarryAsync));

    private static IReadOnlyList<Envelope> Envelopes(JsonElement reply) =>
        [.. reply.GetProperty("messages").EnumerateArray().Select(Decode)];

    private static Envelope Decode(JsonElement waku) =>
        BridgeNode.Decode(waku.Text("pubsub_topic"), Convert.FromHexString(waku.Text("wire")));

    private TaskCompletionSource Awaited(string text) =>
        awaited.GetOrAdd(
            text,
            static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
        );
}
