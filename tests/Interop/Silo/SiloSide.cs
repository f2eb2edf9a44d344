using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using WakuGrains.Engine;
using WakuGrains.Identities;
using WakuGrains.Installations;
using WakuGrains.Mailboxes;
using WakuGrains.Messages;
using WakuGrains.Ports;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;
using WakuGrains.Sessions;
using WakuGrains.Testing;

namespace WakuGrains.Interop.Tests.Silo;

/// <summary>This project's end of a conversation: a bot in a silo with the embedded engine and its store.</summary>
internal sealed class SiloSide : IAsyncDisposable
{
    private static readonly IdentityKey Bot = new("default", "bot");

    private readonly TestSilo silo;

    private SiloSide(TestSilo silo, BridgeNode node, OutcomeLog outcomes, IdentityInfo identity)
    {
        this.silo = silo;
        Node = node;
        Outcomes = outcomes;
        Identity = identity.PublicKey.ToString();
        InstallationId = identity.Installations[0];
    }

    /// <summary>The bot's identity key, compressed, in hex.</summary>
    public string Identity { get; }

    /// <summary>The id of the device that the silo is.</summary>
    public string InstallationId { get; }

    /// <summary>The silo's node.</summary>
    public BridgeNode Node { get; }

    /// <summary>How the handling of envelopes ended.</summary>
    public OutcomeLog Outcomes { get; }

    /// <summary>Starts a silo with a bot.</summary>
    /// <param name="directory">Where its store lies.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="carry">Where its envelopes go; can be set later.</param>
    /// <param name="privateKey">The identity of which it is one more device; a new identity when left out.</param>
    public static async Task<SiloSide> StartAsync(
        string directory,
        TimeProvider time,
        Func<Envelope, Task>? carry = null,
        string? privateKey = null
    )
    {
        var node = new BridgeNode { Carry = carry ?? (static _ => Task.CompletedTask) };
        var outcomes = new OutcomeLog();
        var started = await TestSilo.StartAsync(
            directory,
            configure: services =>
                services
                    .AddSingleton<IWakuNode>(node)
                    .AddSingleton<INotificationHandler<EnvelopeHandled>>(outcomes)
                    .AddSingleton(time)
        );
        var identity = privateKey is null
            ? await started.OpenAsync(Bot.Name)
            : await started.Mediator.Send(new ImportIdentity(Bot, privateKey));
        return new(started, node, outcomes, identity);
    }

    /// <summary>The bot's private key, in hex.</summary>
    public async Task<string> ExportAsync() => (await silo.Mediator.Send(new ExportIdentity(Bot))).PrivateKey;

    /// <summary>Pairs another device of the identity, or ends that.</summary>
    public Task PairAsync(string installationId, bool isPaired) =>
        silo.Mediator.Send(new PairInstallation(Bot, installationId, isPaired));

    /// <summary>The bot's devices as this one knows them, itself first.</summary>
    public async Task<IReadOnlyList<InstallationInfo>> DevicesAsync() =>
        await silo.Mediator.Send(new ListInstallations(Bot));

    /// <summary>The devices that a message to a peer is encrypted for, as far as this one knows them.</summary>
    public async Task<IReadOnlyList<DeviceInfo>> DevicesOfAsync(string peer) =>
        (await silo.Mediator.Send(new GetSession(Bot, peer))).Session.Devices;

    /// <summary>The bot's bundle.</summary>
    public async Task<string> BundleAsync() =>
        Convert.ToHexStringLower((await silo.Mediator.Send(new GetContactCard(Bot))).Bundle.Span);

    /// <summary>Learns a bundle from a contact card.</summary>
    public Task LearnAsync(string identity, string bundle)
    {
        var curve = silo.Services.GetRequiredService<ISecp256k1>();
        var link = IdentityText.ProfileLink(PublicKey.Parse(curve, Convert.FromHexString(identity)));
        var encoded = Base64Url.EncodeToString(Convert.FromHexString(bundle));
        return silo.Mediator.Send(new AddContact(Bot, $"{link} {encoded}"));
    }

    /// <summary>Sends a text; answers with its message id, in hex.</summary>
    public async Task<string> SendAsync(string to, string text)
    {
        var content = new OutboundContent.Text(text);
        var receipt = await silo.Mediator.Send(new SendMessage(Bot, to, content, IdempotencyKey: null));
        return Convert.ToHexStringLower(receipt.MessageId.Span);
    }

    /// <summary>How far a message got.</summary>
    public async Task<SentStatus?> StatusAsync(string messageId) =>
        (await silo.Mediator.Send(new GetSentMessage(Bot, Convert.FromHexString(messageId))))?.Status;

    /// <summary>Everything in the mailbox: texts with their message ids, in order.</summary>
    public async Task<IReadOnlyList<(string MessageId, string Text)>> ReadAsync() =>
        [
            .. (await ReadContentsAsync()).Select(content =>
                (Convert.ToHexStringLower(content.MessageId.Span), Encoding.UTF8.GetString(content.Body.Span))
            ),
        ];

    /// <summary>Everything in the mailbox, in order.</summary>
    public async Task<IReadOnlyList<MessageContent>> ReadContentsAsync()
    {
        var all = new List<MailboxMessage>();
        while (await PageAsync(all.Count == 0 ? 0 : all[^1].Sequence) is { IsEmpty: false } page)
            all.AddRange(page);
        return [.. all.Select(message => message.Content)];
    }

    /// <summary>Completes when a text is in the mailbox.</summary>
    public async Task HasReadAsync(string text)
    {
        var (body, after, found) = (Encoding.UTF8.GetBytes(text), 0L, false);
        while (!found)
        {
            var page = await PageAsync(after, MessagingLimits.MaxReadWait);
            found = page.Any(message => message.Content.Body.Span.SequenceEqual(body));
            after = page.IsEmpty ? after : page[^1].Sequence;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => silo.DisposeAsync();

    private Task<ImmutableArray<MailboxMessage>> PageAsync(long after, TimeSpan wait = default) =>
        silo.Mediator.Send(new ReadMailbox(Bot, after, MessagingLimits.MaxReadLimit, wait));
}
