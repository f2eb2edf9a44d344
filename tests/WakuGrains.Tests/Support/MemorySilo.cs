using System.Text;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WakuGrains.Engine;
using WakuGrains.Hosting;
using WakuGrains.Identities;
using WakuGrains.Messages;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;
using WakuGrains.Sessions;

namespace WakuGrains.Tests.Support;

/// <summary>
/// The messaging model with every handler, over the engine in memory and without a host: nothing happens that the test does not
/// ask for.
/// </summary>
internal sealed class MemorySilo : IDisposable
{
    private readonly ServiceProvider services;
    private readonly MemoryEngine engine;

    /// <summary>A silo with a clock and randomness.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="random">The randomness.</param>
    /// <param name="configure">Registers what the test wants different, before the rest.</param>
    public MemorySilo(FakeTimeProvider time, IRandomSource random, Action<IServiceCollection>? configure = null)
    {
        var collection = new ServiceCollection();
        configure?.Invoke(collection);
        collection.AddLogging();
        collection.AddSingleton<TimeProvider>(time);
        collection.AddSingleton(random);
        collection.AddSingleton(TestWorld.Curve);
        collection.AddSingleton<MemoryStore>();
        collection.AddSingleton<MemoryEngine>();
        collection.AddSingleton<IEntityEngine>(provider => provider.GetRequiredService<MemoryEngine>());
        collection.AddSingleton<IEntityCatalog>(provider => provider.GetRequiredService<MemoryStore>());
        collection.AddSingleton<IMailboxStore>(provider => provider.GetRequiredService<MemoryStore>());
        collection.AddSingleton<ISentMessages>(provider => provider.GetRequiredService<MemoryStore>());
        collection.AddSingleton<IListenerStore>(provider => provider.GetRequiredService<MemoryStore>());
        collection.AddSingleton<INotificationHandler<EnvelopeHandled>>(Handled);
        collection.AddWakuGrains();
        services = collection.BuildServiceProvider();
        engine = services.GetRequiredService<MemoryEngine>();
    }

    /// <summary>How every envelope was handled.</summary>
    public HandledEnvelopes Handled { get; } = new();

    /// <summary>What is stored.</summary>
    public MemoryStore Store => engine.Store;

    /// <summary>Where requests go.</summary>
    public IMediator Mediator => services.GetRequiredService<IMediator>();

    /// <summary>Who takes its letters.</summary>
    public ILetterCarrier Carrier => services.GetRequiredService<ILetterCarrier>();

    /// <summary>What its entities live in.</summary>
    public IEntityEngine Engine => engine;

    /// <summary>Its entities.</summary>
    public IEntities Entities => services.GetRequiredService<IEntities>();

    /// <summary>The key of an identity of this silo.</summary>
    public static IdentityKey Key(string name) => new("default", name);

    /// <summary>Opens an identity.</summary>
    public Task<IdentityInfo> OpenAsync(string name) => Mediator.Send(new OpenIdentity(Key(name)));

    /// <summary>The key pair of an identity of this silo.</summary>
    public async Task<KeyPair> KeyPairAsync(string name) =>
        (await Entities.Identity(Key(name)).FindSecretsAsync(default))!.KeyPair;

    /// <summary>Receives an envelope, through every handler.</summary>
    public Task<EnvelopeOutcome> ReceiveAsync(Envelope envelope) => Mediator.Send(new ReceiveEnvelope(envelope));

    /// <summary>Sends text.</summary>
    public Task<SendReceipt> SendAsync(string from, PublicKey to, string text) =>
        Mediator.Send(new SendMessage(Key(from), to.ToString(), new OutboundContent.Text(text), null));

    /// <summary>
    /// Carries letters in the order of their commits until none waits, also those that are posted meanwhile. One that is refused
    /// ends it and waits for the next time. Nothing else carries them: a test decides what happens between commit and carrying.
    /// </summary>
    public async Task CarryLettersAsync()
    {
        while (Store.NextLetter is { } letter)
        {
            await Carrier.CarryAsync(letter, CancellationToken.None);
            Store.MarkCarried();
        }
    }

    /// <summary>The texts in a mailbox.</summary>
    public async Task<IReadOnlyList<string>> TextsAsync(string name)
    {
        var messages = await Mediator.Send(new ReadMailbox(Key(name), 0, MessagingLimits.MaxReadLimit, TimeSpan.Zero));
        return [.. messages.Select(message => Encoding.UTF8.GetString(message.Content.Body.Span))];
    }

    /// <summary>The stored record of a session.</summary>
    public StoredEntity Session(IdentityInfo own, PublicKey peer) =>
        Store.Read(
            SessionDefinition.KindName,
            new SessionKey(new(own.Key, own.Installations[0]), peer).ToString(),
            parts: 3
        );

    /// <summary>Forgets everything that is in memory, as a restart does.</summary>
    public void Restart() => engine.Forget();

    /// <summary>Goes back to what was stored before.</summary>
    public void Restore(MemoryContents contents)
    {
        Store.Contents = contents;
        foreach (var listener in contents.Listeners)
            services.GetRequiredService<ITopicTable>().Add(listener);
        engine.Forget();
    }

    /// <inheritdoc/>
    public void Dispose() => services.Dispose();
}
