using Microsoft.Extensions.Time.Testing;
using WakuGrains.Engine;
using WakuGrains.Identities;
using WakuGrains.Installations;
using WakuGrains.Mailboxes;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Schedules;

/// <summary>
/// One device of a world: a silo of its own in which the identity was opened or imported. It can be stopped and started again, and
/// it can be lost for ever.
/// </summary>
internal sealed class WorldDevice : IDisposable
{
    private const string Name = "bot";
    private readonly FakeTimeProvider time;
    private readonly IRandomSource random;
    private IdentityInfo? info;
    private Letter? carried;

    private WorldDevice(int identity, FakeTimeProvider time, IRandomSource random)
    {
        Identity = identity;
        this.time = time;
        this.random = random;
        Silo = new MemorySilo(time, random);
    }

    /// <summary>The number of the identity in the world.</summary>
    public int Identity { get; }

    /// <summary>Whether it still exists.</summary>
    public bool IsAlive { get; private set; } = true;

    /// <summary>Where it runs now.</summary>
    public MemorySilo Silo { get; private set; }

    /// <summary>The identity, as this device has it.</summary>
    public IdentityInfo Info => info!;

    /// <summary>The identity's public key.</summary>
    public PublicKey PublicKey => Info.PublicKey;

    /// <summary>Its installation id.</summary>
    public string Id => Info.Installations[0];

    /// <summary>The installation ids that were paired here.</summary>
    public HashSet<string> Paired { get; } = [];

    /// <summary>Everything that it has published, oldest first.</summary>
    public List<Envelope> Published { get; } = [];

    /// <summary>The first device of a new identity.</summary>
    public static async Task<WorldDevice> OpenAsync(int identity, FakeTimeProvider time, IRandomSource random)
    {
        var device = new WorldDevice(identity, time, random);
        device.info = await device.Silo.OpenAsync(Name);
        return device;
    }

    /// <summary>Another device of an identity, from its key alone.</summary>
    public static async Task<WorldDevice> ImportAsync(
        int identity,
        string privateKey,
        FakeTimeProvider time,
        IRandomSource random
    )
    {
        var device = new WorldDevice(identity, time, random);
        device.info = await device.Silo.Mediator.Send(new ImportIdentity(MemorySilo.Key(Name), privateKey));
        return device;
    }

    /// <summary>A device as it was.</summary>
    public static async Task<WorldDevice> RestoreAsync(
        int identity,
        MemoryContents contents,
        FakeTimeProvider time,
        IRandomSource random
    )
    {
        var device = new WorldDevice(identity, time, random);
        device.Silo.Restore(contents);
        device.info = await device.Silo.Mediator.Send(new FindIdentity(MemorySilo.Key(Name)));
        foreach (
            var sibling in (await device.ListAsync()).Where(sibling => sibling is { IsOwn: false, IsPaired: true })
        )
            device.Paired.Add(sibling.InstallationId);
        return device;
    }

    /// <summary>The identity's private key, with which it can be recovered.</summary>
    public async Task<string> ExportAsync() => (await Silo.Mediator.Send(new ExportIdentity(Info.Key))).PrivateKey;

    /// <summary>Sends text.</summary>
    public Task<SendReceipt> SendAsync(PublicKey to, string text) => Silo.SendAsync(Name, to, text);

    /// <summary>Sends the acknowledgements that wait for a peer.</summary>
    public Task AcknowledgeAsync(PublicKey peer) =>
        Silo.Entities.Session(new SessionKey(new(Info.Key, Id), peer)).AcknowledgeAsync(default);

    /// <summary>Publishes the contact code.</summary>
    public Task AnnounceAsync() => Silo.Mediator.Send(new PublishContactCode(Info.Key));

    /// <summary>Tells the other devices of the identity that it is there.</summary>
    public Task IntroduceAsync() => Silo.Mediator.Send(new AnnounceInstallation(Info.Key));

    /// <summary>Pairs a device of the identity or ends that, if it was seen in a bundle.</summary>
    public async Task PairAsync(string installationId, bool isPaired)
    {
        if ((await ListAsync()).All(known => known.IsOwn || known.InstallationId != installationId))
            return;
        await Silo.Mediator.Send(new PairInstallation(Info.Key, installationId, isPaired));
        if (isPaired)
            Paired.Add(installationId);
        else
            Paired.Remove(installationId);
    }

    /// <summary>Begins anew with a peer, if there is anything of it.</summary>
    public async Task ResetAsync(PublicKey peer)
    {
        if (await Silo.Entities.Session(new SessionKey(new(Info.Key, Id), peer)).FindAsync(default) is not null)
            await Silo.Mediator.Send(new ResetSession(Info.Key, peer.ToString()));
    }

    /// <summary>The devices of the identity, as this one knows them.</summary>
    public async Task<IReadOnlyList<InstallationInfo>> ListAsync() =>
        await Silo.Mediator.Send(new ListInstallations(Info.Key));

    /// <summary>The paired devices that get copies: the most recently active, ties by id.</summary>
    public async Task<IReadOnlyList<string>> CopiesGoToAsync() =>
        [
            .. (await ListAsync())
                .Where(known => known is { IsOwn: false, IsPaired: true })
                .OrderByDescending(known => known.ActiveAt)
                .ThenBy(known => known.InstallationId, StringComparer.Ordinal)
                .Take(MessagingLimits.ActiveDevices)
                .Select(known => known.InstallationId),
        ];

    /// <summary>What has come.</summary>
    public async Task<IReadOnlyList<MessageContent>> MessagesAsync()
    {
        var messages = await Silo.Mediator.Send(
            new ReadMailbox(Info.Key, 0, MessagingLimits.MaxReadLimit, TimeSpan.Zero)
        );
        return [.. messages.Select(message => message.Content)];
    }

    /// <summary>Takes an envelope; how each listener handled it is in <see cref="HandledEnvelopes"/>.</summary>
    public async Task<EnvelopeHandled?> ReceiveAsync(Envelope envelope)
    {
        Silo.Handled.Clear();
        await Silo.ReceiveAsync(envelope);
        return Silo.Handled.All.SingleOrDefault();
    }

    /// <summary>Takes the letter that is next to where it goes.</summary>
    public async Task CarryAsync(Letter letter)
    {
        await Silo.Carrier.CarryAsync(letter, default);
        Silo.Store.MarkCarried();
        carried = letter;
    }

    /// <summary>Takes the letter that was last once more to where it goes.</summary>
    public Task RepeatLetterAsync() => carried is null ? Task.CompletedTask : Silo.Carrier.CarryAsync(carried, default);

    /// <summary>Stops the process and starts it again: only what was stored is left.</summary>
    public void Restart()
    {
        var stored = Silo.Store.Contents;
        Silo.Dispose();
        Silo = new MemorySilo(time, random);
        Silo.Restore(stored);
    }

    /// <summary>Is lost with all that it knows.</summary>
    public void Lose()
    {
        IsAlive = false;
        Silo.Store.TakePublished();
    }

    /// <inheritdoc/>
    public void Dispose() => Silo.Dispose();

    /// <inheritdoc/>
    public override string ToString() => $"{(char)('A' + Identity)}-{Id[..4]}";
}
