using System.Collections.Concurrent;
using System.Text.Json;
using WakuGrains.Interop.Tests.Processes;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Interop.Tests.Silo;

/// <summary>The other implementation's end of a conversation: what it sends, reads and acknowledges.</summary>
internal sealed class PeerSide(RemotePeer peer)
{
    private readonly ConcurrentDictionary<string, (string Text, MessageHash Envelope)> read = new(
        StringComparer.Ordinal
    );
    private readonly ConcurrentDictionary<string, bool> acknowledged = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> toAcknowledge = new();
    private readonly ConcurrentQueue<string> failures = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> awaited = new(StringComparer.Ordinal);

    /// <summary>Texts that it read, by message id.</summary>
    public IReadOnlyDictionary<string, string> Read =>
        read.ToDictionary(message => message.Key, message => message.Value.Text);

    /// <summary>MVDS ids of its messages that the silo acknowledged.</summary>
    public IReadOnlyCollection<string> Acknowledged => [.. acknowledged.Keys];

    /// <summary>Everything that went otherwise than it should.</summary>
    public IReadOnlyCollection<string> Failures => failures;

    /// <summary>Completes when it has read a text.</summary>
    public Task HasReadAsync(string text) => Awaited(text).Task;

    /// <summary>Sends a text with the acknowledgements that are due.</summary>
    public async Task<PeerMessage> SendAsync(string to, string text, DateTimeOffset now)
    {
        List<string> acks = [];
        while (toAcknowledge.TryDequeue(out var ack))
            acks.Add(ack);
        var milliseconds = now.ToUnixTimeMilliseconds();
        var sent = await peer.OkAsync(
            "send",
            new
            {
                to,
                text,
                acks,
                now = milliseconds,
            }
        );
        var waku = sent.Only("messages");
        var envelope = BridgeNode.Decode(waku.Text("pubsub_topic"), Convert.FromHexString(waku.Text("wire")));
        if (envelope.Hash.ToString() != waku.Text("hash"))
            failures.Enqueue($"hash of {text}: {envelope.Hash} here, {waku.Text("hash")} there");
        return new(text, sent.Text("app_id"), sent.Text("mvds_id"), waku.Text("kind"), envelope);
    }

    /// <summary>Takes an envelope; the first time it has to be readable, afterwards it must not be news.</summary>
    public async Task ReceiveAsync(Envelope envelope, int times)
    {
        var waku = Convert.ToHexStringLower(envelope.Message.Encode());
        var receiving = peer.AskAsync("receive", new { waku, pubsub_topic = envelope.PubsubTopic });

        // Without this the peer keeps the key, as the deployed implementation does, and decrypts repeats again.
        await peer.OkAsync("confirm", new { message_id = envelope.Hash.ToString() });
        var reply = await receiving;
        if (reply.GetProperty("ok").GetBoolean())
            Accept(reply, envelope.Hash);
        else if (times == 1 || reply.Text("error") is not ("already_consumed" or "bad_mac"))
            failures.Enqueue($"{envelope} for the {times}. time: {reply}");
    }

    private void Accept(JsonElement reply, MessageHash envelope)
    {
        foreach (var id in reply.Texts("acks"))
            acknowledged[id] = true;
        foreach (var message in reply.GetProperty("messages").EnumerateArray())
        {
            if (!message.TryGetProperty("text", out var member))
                continue;
            var text = member.GetString()!;
            if (read.TryAdd(message.Text("id"), (text, envelope)))
                toAcknowledge.Enqueue(message.Text("mvds_id"));
            else if (read[message.Text("id")].Envelope != envelope)
                failures.Enqueue($"{text} was read from two envelopes");
            Awaited(text).TrySetResult();
        }
    }

    private TaskCompletionSource Awaited(string text) =>
        awaited.GetOrAdd(
            text,
            static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
        );
}

/// <summary>A message of the other implementation.</summary>
/// <param name="Text">The text.</param>
/// <param name="MessageId">Its application message id, in hex.</param>
/// <param name="AcknowledgementId">Its MVDS id, in hex.</param>
/// <param name="Topic">The kind of topic it went to.</param>
/// <param name="Envelope">What it put on the network.</param>
internal sealed record PeerMessage(
    string Text,
    string MessageId,
    string AcknowledgementId,
    string Topic,
    Envelope Envelope
);
