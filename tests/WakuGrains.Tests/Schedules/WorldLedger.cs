using System.Text;
using WakuGrains.Mailboxes;
using WakuGrains.Messages;
using WakuGrains.Protocol.Waku;
using WakuGrains.Sessions;

namespace WakuGrains.Tests.Schedules;

/// <summary>
/// Keeps account of what was sent, by whom and to whom, and of what has come where; says when something is wrong.
/// </summary>
internal sealed class WorldLedger
{
    private readonly Dictionary<string, SentText> texts = [];
    private readonly Dictionary<MessageHash, PostedEnvelope> posted = [];
    private readonly HashSet<(WorldDevice Device, MessageHash Hash)> read = [];
    private readonly Dictionary<(WorldDevice Device, int Peer), WorldReset> resets = [];
    private readonly Dictionary<(WorldDevice Device, string Text), MessageEncryption> arrived = [];

    /// <summary>How many texts were sent.</summary>
    public int Count => texts.Count;

    /// <summary>A text is sent.</summary>
    public void Send(SentText sent) => texts.Add(sent.Text, sent);

    /// <summary>The copy of what a device has sent is made now, for the devices that are paired on it now.</summary>
    /// <returns>The text; null when nobody is paired any more.</returns>
    public string? Copy(WorldDevice from, ReadOnlyMemory<byte> messageId)
    {
        var sent = texts.Values.Single(sent => sent.MessageId.Span.SequenceEqual(messageId.Span));
        (sent.From, sent.CopiedTo).ShouldBe((from, null));
        sent.CopiedTo = [.. from.Paired];
        return from.Paired.Count == 0 ? null : sent.Text;
    }

    /// <summary>An envelope is published.</summary>
    public void Post(Envelope envelope, WorldDevice from, Addressees addressees, string? text) =>
        posted.Add(envelope.Hash, new PostedEnvelope(posted.Count, from, addressees, text));

    /// <summary>Something was changed in a copy of an envelope, so that itself may be a repeat.</summary>
    public void Tamper(Envelope envelope) => posted[envelope.Hash].IsTampered = true;

    /// <summary>A device has begun anew with an identity, whose devices do not know that yet.</summary>
    public void Reset(WorldDevice device, WorldDevice peer) =>
        resets[(device, peer.Identity)] = new WorldReset(posted.Count);

    /// <summary>A genuine envelope has come to a device: it reads what is for it, once, and nothing else.</summary>
    public void Arrive(Envelope envelope, WorldDevice device, EnvelopeHandled? handled)
    {
        var post = posted[envelope.Hash];
        var outcome = handled?.Outcome ?? EnvelopeOutcome.NotForUs;
        Allowed(post, envelope, device).ShouldContain(outcome, $"{envelope.Hash} from {post.From} at {device}: {post}");
        if (outcome is not (EnvelopeOutcome.Delivered or EnvelopeOutcome.Processed))
            return;
        read.Add((device, envelope.Hash)).ShouldBeTrue($"{envelope.Hash} was read twice at {device}");
        resets.GetValueOrDefault((post.From, device.Identity))?.Read(device, post, posted.Count);
        if (outcome == EnvelopeOutcome.Delivered)
            arrived.TryAdd((device, post.Text.ShouldNotBeNull()), handled!.Encryption);
    }

    /// <summary>How a device has read a text; null when it has not.</summary>
    public MessageEncryption? Encryption(WorldDevice device, string text) =>
        arrived.TryGetValue((device, text), out var encryption) ? encryption : null;

    /// <summary>What a device holds is what has arrived, once each, from and to whom it was sent.</summary>
    public async Task CheckAsync(WorldDevice device)
    {
        var messages = await device.MessagesAsync();
        messages.Select(Text).ShouldBeUnique($"at {device}");
        foreach (var message in messages)
            Check(device, message);
        arrived
            .Keys.Where(one => one.Device == device)
            .Select(one => one.Text)
            .Except(messages.Select(Text))
            .ShouldBeEmpty($"read at {device} and not in its mailbox");
    }

    private void Check(WorldDevice device, MessageContent message)
    {
        var text = Text(message);
        texts.ShouldContainKey(text, $"nobody has sent what is at {device}");
        var sent = texts[text];
        message.MessageId.ToArray().ShouldBe(sent.MessageId.ToArray());
        message.Sender.ShouldBe(sent.From.PublicKey);
        if (device.Identity == sent.To.Identity)
        {
            (message.Direction, message.Recipient).ShouldBe((MessageDirection.Received, null));
            return;
        }

        device.Identity.ShouldBe(sent.From.Identity, $"'{text}' is at {device}");
        (message.Direction, message.Recipient).ShouldBe((MessageDirection.Sent, sent.To.PublicKey));
        sent.CopiedTo.ShouldNotBeNull().ShouldContain(device.Id, $"a copy of '{text}' is at {device}");
    }

    private HashSet<EnvelopeOutcome> Allowed(PostedEnvelope post, Envelope envelope, WorldDevice device)
    {
        if (post.From == device)
            return [EnvelopeOutcome.Echo, EnvelopeOutcome.NotForUs];
        if (!post.Addressees.Include(device))
            return Bystander(post, device);
        if (read.Contains((device, envelope.Hash)))
            return [EnvelopeOutcome.Duplicate];
        HashSet<EnvelopeOutcome> fresh = [post.Text is null ? EnvelopeOutcome.Processed : EnvelopeOutcome.Delivered];
        if (post.IsTampered)
            fresh.Add(EnvelopeOutcome.Duplicate);
        if (resets.TryGetValue((device, post.From.Identity), out var reset) && reset.MayLose(post))
            fresh.UnionWith([EnvelopeOutcome.NoSession, EnvelopeOutcome.Desynchronised]);
        return fresh;
    }

    private static HashSet<EnvelopeOutcome> Bystander(PostedEnvelope post, WorldDevice device) =>
        [
            EnvelopeOutcome.NotForUs,
            EnvelopeOutcome.BundleLearnt,
            post.From.Identity != device.Identity ? EnvelopeOutcome.NotForThisDevice
            : post.Addressees.Owners.Contains(device.Identity) ? EnvelopeOutcome.NotPaired
            : EnvelopeOutcome.Echo,
        ];

    private static string Text(MessageContent message) => Encoding.UTF8.GetString(message.Body.Span);
}

/// <summary>A text that was sent.</summary>
/// <param name="From">The device that sent it.</param>
/// <param name="To">A device of the identity that it went to.</param>
/// <param name="Text">The text; there is no other like it.</param>
/// <param name="MessageId">Its application message id, 32 bytes.</param>
internal sealed record SentText(WorldDevice From, WorldDevice To, string Text, ReadOnlyMemory<byte> MessageId)
{
    /// <summary>The installation ids that may have a copy; null as long as none was made.</summary>
    public HashSet<string>? CopiedTo { get; set; }
}

/// <summary>An envelope that a device has published.</summary>
/// <param name="Number">How many were published before it.</param>
/// <param name="From">The device.</param>
/// <param name="Addressees">Who can read it.</param>
/// <param name="Text">The text in it; null when there is none.</param>
internal sealed record PostedEnvelope(int Number, WorldDevice From, Addressees Addressees, string? Text)
{
    /// <summary>Whether a changed copy of it, signed by its sender, is about.</summary>
    public bool IsTampered { get; set; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"'{Text}' to {string.Join(" ", Addressees.Installations.Select(id => id[..4]))}";
}
