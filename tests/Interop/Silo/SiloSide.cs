using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using WakuGrains.Engine;
using WakuGrains.Identities;
using WakuGrains.Mailboxes;
using WakuGrains.Messages;
using WakuGrains.Ports;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;
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
    }

    /// <summary>The bot's identity key, compressed, in hex.</summary>
    public string Identity { get; }

    /// <summary>The silo's node.</summary>
    public BridgeNode Node { get; }

    /// <summary>How the handling of envelopes ended.</summary>
    public OutcomeLog Outcomes { get; }

    /// <summary>Starts a silo with a bot.</summary>
    public static async Task<SiloSide> StartAsync(string directory, TimeProvider time)
    {
        var node = new BridgeNode();
        var outcomes = new OutcomeLog();
        var started = await TestSilo.StartAsync(
            directory,
            configure: services =>
                services
                    .AddSingleton<IWakuNode>(node)
                    .AddSingleton<INotificationHandler<EnvelopeHandled>>(outcomes)
                    .AddSingleton(time)
        );
        return new(started, node, outcomes, await started.OpenAsync(Bot.Name));
    }

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
    public async Task<IReadOnlyList<(string MessageId, string Text)>> ReadAsync()
    {
        var all = new List<MailboxMessage>();
        while (await PageAsync(all.Count == 0 ? 0 : all[^1].Sequence) is { IsEmpty: false } page)
            all.AddRange(page);
        return
        [
            .. all.Select(message =>
                (
                    Convert.ToHexStringLower(message.Content.MessageId.Span),
                    Encoding.UTF8.GetString(message.Content.Body.Span)
                )
            ),
        ];
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => silo.DisposeAsync();

    private Task<ImmutableArray<MailboxMessage>> PageAsync(long after) =>
        silo.Mediator.Send(new ReadMailbox(Bot, after, MessagingLimits.MaxReadLimit, TimeSpan.Zero));
}
