using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WakuGrains.Embedded.Hosting;
using WakuGrains.Embedded.Sqlite;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;
using WakuGrains.Testing;

namespace WakuGrains.Embedded.Tests.Store;

/// <summary>A store in a temporary directory, with what the tests write into it.</summary>
public sealed class StoreFixture : IDisposable
{
    public static readonly InstallationKey Mailbox = new(new("default", "bob"), "installation");

    private readonly TemporaryDirectory directory = new();

    public ISecp256k1 Curve { get; } = Secp256k1Provider.Select(CryptoPreference.Managed).Curve;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    public string DatabasePath => new EmbeddedOptions { DataDirectory = directory.Path }.DatabasePath;

    public async Task<SqliteEntityStore> OpenAsync(IKeyProtector? protector = null)
    {
        var options = Options.Create(new EmbeddedOptions { DataDirectory = directory.Path });
        var store = new SqliteEntityStore(
            options,
            protector ?? PlainKeyProtector.Instance,
            SystemRandomSource.Instance,
            Curve,
            Time
        );
        await store.OpenAsync(CancellationToken.None);
        return store;
    }

    public static EntityCommit Commit(string key, long version, string content, params Effect[] effects) =>
        new("test", key, version, [new("main", System.Text.Encoding.UTF8.GetBytes(content))], [], [.. effects]);

    public Effect.Deliver Deliver(string text, KeyPair? sender = null) => new(Mailbox, Message(text, sender));

    public MessageContent Message(string text, KeyPair? sender = null)
    {
        sender ??= KeyPair.FromPrivateKey(Curve, [.. Enumerable.Repeat((byte)1, 32)]);
        var body = System.Text.Encoding.UTF8.GetBytes(text);
        return new(
            System.Security.Cryptography.SHA256.HashData(body),
            sender.PublicKey,
            "1",
            1,
            "text/plain",
            body,
            [],
            "",
            1,
            Time.GetUtcNow(),
            Time.GetUtcNow()
        );
    }

    public Effect.Publish Publish(byte[] payload, byte[]? messageId = null, byte[]? acknowledgementId = null) =>
        new(
            new Envelope(
                StatusTopics.DefaultPubsubTopic,
                WakuMessage.ForStatus(payload, "/waku/1/0xcd423760/rfc26", Time.GetUtcNow().ToUnixTimeMilliseconds())
            ),
            messageId ?? [],
            acknowledgementId ?? []
        );

    /// <summary>Changes the closed database behind the store's back.</summary>
    public int Tamper(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own text.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteNonQuery();
    }

    public void Dispose() => directory.Dispose();
}

internal static class OutboxReading
{
    /// <summary>Everything that waits, lane by lane.</summary>
    public static async Task<IReadOnlyList<OutboxEntry>> ReadWholeOutboxAsync(this IEntityStore store)
    {
        var all = new List<OutboxEntry>();
        await foreach (var lane in store.ListOutboxLanesAsync(CancellationToken.None))
            all.AddRange(await store.ReadOutboxAsync(lane, 0, 10_000, CancellationToken.None));
        return all;
    }
}
