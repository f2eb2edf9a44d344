using System.Collections.Immutable;
using Shouldly;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Interop.Tests.Devices;

/// <summary>What was sent by every device, and whether it is where it has to be.</summary>
internal sealed class Transcript(TwoSides sides)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<SentText> sent = [];

    /// <summary>Sends a text with a number of its own to the other side.</summary>
    public async Task<SentText> SendAsync(INetworkDevice sender)
    {
        var text = await sender.SendAsync(OtherSide(sender), NextText(sender));
        sent.Add(text);
        return text;
    }

    /// <summary>
    /// Every device of both sides sends before anything passes, so that all first messages cross.
    /// </summary>
    public async Task CrossAsync(int textsEach)
    {
        sides.Network.Hold();
        for (var i = 0; i < textsEach; i++)
            foreach (var bot in sides.Bots)
                await SendAsync(bot);
        var carrying = new List<Task>();
        for (var i = 0; i < textsEach; i++)
            foreach (var peer in sides.Peers)
                carrying.AddRange((await EncryptAsync(peer)).Select(sides.Network.CarryAsync));

        sides.Network.Open();
        await Task.WhenAll(carrying);
    }

    /// <summary>A device of the other side sends several texts before anything of them passes.</summary>
    public async Task<IReadOnlyList<SentText>> SendAtOnceAsync(PeerDevice sender, int count)
    {
        var envelopes = new List<Envelope>();
        for (var i = 0; i < count; i++)
            envelopes.AddRange(await EncryptAsync(sender));
        await Task.WhenAll(envelopes.Select(sides.Network.CarryAsync));
        return sent[^count..];
    }

    /// <summary>Every device of each side sends in turn; the two sides do at the same time.</summary>
    public async Task TalkAsync(int rounds)
    {
        for (var round = 0; round < rounds; round++)
            foreach (var (bot, peer) in sides.Bots.Zip(sides.Peers))
            {
                await Task.WhenAll(SendAsync(bot), SendAsync(peer));
                sides.Advance(TimeSpan.FromSeconds(1));
            }
    }

    /// <summary>
    /// Lets everything arrive that is on its way: each device has a last word, which all others read. A device's envelopes leave it
    /// in order, so everything before has left by then.
    /// </summary>
    public async Task SettleAsync()
    {
        sides.Network.IsReliable = true;
        foreach (var sender in sides.All)
            await ArrivesAsync(await SendAsync(sender), sides.All);
        await sides.Network.ReleaseAsync();
    }

    /// <summary>Waits until a text has come to devices, and has passed all others too; the sender is left out.</summary>
    public async Task ArrivesAsync(SentText text, IEnumerable<INetworkDevice> devices)
    {
        var readers = devices.Where(device => device != text.Sender);
        await Task.WhenAll(readers.Select(device => device.HasReadAsync(text.Text))).WaitAsync(Patience);
        foreach (var envelope in EnvelopesOf(text))
            await sides.Network.PassedAsync(sighting => sighting.Envelope.Hash == envelope).WaitAsync(Patience);
    }

    /// <summary>
    /// Every text is on every device that it was encrypted for, once, and nothing else is; every envelope was opened by whoever it
    /// was for, and by nobody else.
    /// </summary>
    public async Task CheckAsync()
    {
        sides.Network.Failures.ShouldBeEmpty();
        foreach (var device in sides.All)
        {
            sides
                .Network.Passed.Where(sighting => sighting.Reached.Contains(device))
                .Select(device.Judge)
                .OfType<string>()
                .ShouldBeEmpty();
            (await device.ReadAsync()).ShouldBe(Expected(device), ignoreOrder: true, device.Name);
        }
    }

    /// <summary>Whether a text was encrypted for a device that was there, to be read or as a copy.</summary>
    public bool IsFor(SentText text, INetworkDevice device)
    {
        if (text.Copied.Contains(device))
            return true;
        var envelopes = EnvelopesOf(text);
        envelopes.ShouldNotBeEmpty(text.Text);
        return sides.Network.Passed.Any(sighting =>
            sighting.IsFor(device) && envelopes.Contains(sighting.Envelope.Hash)
        );
    }

    /// <summary>These texts were encrypted for every other device that is there now.</summary>
    public void WereForEverybody(IEnumerable<SentText> texts)
    {
        foreach (var text in texts)
        foreach (var device in sides.All.Where(device => device != text.Sender))
            IsFor(text, device).ShouldBeTrue($"{text.Text} for {device.Name}");
    }

    /// <summary>From now on the network repeats and reorders.</summary>
    public void BeginDisorder() => sides.Network.IsReliable = false;

    /// <summary>The texts that are sent from now on.</summary>
    public Func<IEnumerable<SentText>> FromNowOn()
    {
        var before = sent.Count;
        return () => sent.Skip(before);
    }

    // Our devices do not tell into which envelope a text went: whoever read it does.
    private ImmutableArray<MessageHash> EnvelopesOf(SentText text) =>
        text.Envelopes.IsEmpty
            ? [.. sides.Peers.SelectMany(peer => peer.EnvelopesOf(text.MessageId)).Distinct()]
            : text.Envelopes;

    private async Task<IReadOnlyList<Envelope>> EncryptAsync(PeerDevice sender)
    {
        var (text, envelopes) = await sender.EncryptAsync(sides.BotIdentity, NextText(sender));
        sent.Add(text);
        return envelopes;
    }

    private string OtherSide(INetworkDevice sender) =>
        sender.Identity == sides.BotIdentity ? sides.PeerIdentity : sides.BotIdentity;

    private string NextText(INetworkDevice sender) => $"{sender.Name} {sent.Count(text => text.Sender == sender)}";

    private IEnumerable<ReadText> Expected(INetworkDevice device) =>
        sent.Where(text => IsFor(text, device))
            .Select(text => new ReadText(text.MessageId, text.Text, text.Sender.Identity == device.Identity));
}
