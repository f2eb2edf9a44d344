using System.Collections.Concurrent;
using System.Text;
using WakuGrains.Interop.Tests.Silo;
using WakuGrains.Mailboxes;
using WakuGrains.Messages;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Interop.Tests.Devices;

/// <summary>A device of this project's side: a silo with a store of its own.</summary>
internal sealed class BotDevice(string name, SiloSide silo, string peer) : INetworkDevice, IAsyncDisposable
{
    private readonly ConcurrentDictionary<BotDevice, bool> paired = new();

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Identity => silo.Identity;

    /// <inheritdoc/>
    public string InstallationId => silo.InstallationId;

    /// <summary>The silo.</summary>
    public SiloSide Silo => silo;

    /// <inheritdoc/>
    public Task ReceiveAsync(Envelope envelope, int times) =>
        silo.Node.ListensTo(envelope.Message.ContentTopic) ? silo.Node.HandOverAsync(envelope) : Task.CompletedTask;

    /// <summary>Learns the other side's bundle from a contact card.</summary>
    public async Task MeetAsync(PeerDevice contact) => await silo.LearnAsync(peer, await contact.BundleAsync());

    /// <summary>The version of its signed prekey.</summary>
    public async Task<uint> PrekeyVersionAsync() =>
        (await silo.DevicesAsync()).Single(device => device.IsOwn).PrekeyVersion;

    /// <summary>Whether it knows of a device of the other side.</summary>
    public async Task<bool> KnowsAsync(PeerDevice device) =>
        (await silo.DevicesOfAsync(peer)).Any(known => known.InstallationId == device.InstallationId);

    /// <summary>Pairs another device of the identity, whom it has heard of.</summary>
    public async Task PairAsync(BotDevice sibling)
    {
        await silo.PairAsync(sibling.InstallationId, isPaired: true);
        paired[sibling] = true;
    }

    /// <summary>Ends that.</summary>
    public async Task UnpairAsync(BotDevice sibling)
    {
        await silo.PairAsync(sibling.InstallationId, isPaired: false);
        paired.TryRemove(sibling, out _);
    }

    /// <inheritdoc/>
    public async Task<SentText> SendAsync(string to, string text) =>
        new(this, await silo.SendAsync(to, text), text, [], [.. paired.Keys]);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReadText>> ReadAsync() => [.. (await silo.ReadContentsAsync()).Select(Read)];

    /// <inheritdoc/>
    public Task HasReadAsync(string text) => silo.HasReadAsync(text);

    /// <inheritdoc/>
    public string? Judge(Sighting sighting)
    {
        var outcomes = silo.Outcomes.Of(sighting.Envelope.Hash);
        var opened = outcomes.Count(outcome => outcome is EnvelopeOutcome.Delivered or EnvelopeOutcome.Processed);
        var repeats = outcomes.Count(outcome => outcome == EnvelopeOutcome.Duplicate);
        var isRight = sighting.IsFor(this)
            ? opened == 1 && repeats == outcomes.Length - 1
            : outcomes.All(outcome => IsRight(outcome, sighting));
        return isRight ? null : $"{name}: {sighting}: {string.Join(", ", outcomes)}";
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => silo.DisposeAsync();

    private bool IsRight(EnvelopeOutcome outcome, Sighting sighting) =>
        outcome switch
        {
            EnvelopeOutcome.Echo => sighting.IsFrom(this) || IsToPeer(sighting),
            EnvelopeOutcome.BundleLearnt => sighting.IsPublic,
            EnvelopeOutcome.NotPaired => sighting.Sender == Identity && !IsToPeer(sighting),
            EnvelopeOutcome.NotForThisDevice => sighting.Sender == peer,
            _ => false,
        };

    private bool IsToPeer(Sighting sighting) => sighting.Sender == Identity && sighting.Recipient == peer;

    // A copy has to say that it went to the peer, or a bot would take it for a message of somebody's.
    private ReadText Read(MessageContent content) =>
        new(
            Convert.ToHexStringLower(content.MessageId.Span),
            Encoding.UTF8.GetString(content.Body.Span),
            (content.Direction, content.Sender.ToString(), content.Recipient?.ToString()) switch
            {
                (MessageDirection.Received, var sender, null) when sender == peer => false,
                (MessageDirection.Sent, var sender, var recipient) when sender == Identity && recipient == peer => true,
                var other => throw new InvalidOperationException($"{name} has a message {other}."),
            }
        );
}
