using WakuGrains.Engine;
using WakuGrains.Orleans.Storage;
using WakuGrains.Orleans.Tests.Cluster;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Orleans.Tests.Messaging;

/// <summary>Two bots talk while the storage of their cluster fails, before a write is done or after it, whatever is written.</summary>
public sealed class FaultyStorageTests
{
    private const int Messages = 30;
    private const int AtOnce = 20;

    private static readonly IdentityKey Alice = new("default", "alice");
    private static readonly IdentityKey Bob = new("default", "bob");

    // So long, and many at once, that not everything fits main rows: mailboxes get pages, sessions rows of effects.
    private static readonly string Padding = new('.', 4000);

    private static readonly string[] Sorts =
    [
        "Write wakugrains-data-key other",
        "Write waku-identity main",
        "Write waku-installation main",
        "Write waku-session main",
        "Write waku-mailbox main",
        "Write waku-mailbox other",
        "Write waku-catalog main",
        "Write waku-topics main",
        "Write waku-sent main",
    ];

    [Fact(Timeout = 240_000)]
    public async Task Nothing_is_lost_nothing_comes_twice_and_no_message_key_is_used_twice()
    {
        var faults = new SeededFaults(seed: 1, oneIn: 12);
        var world = new ClusterWorld { Faults = faults.Next };
        await using var cluster = await StartAsync(world);
        var alice = await cluster.OpenAsync(Alice);
        var bob = await cluster.OpenAsync(Bob);
        await Task.WhenAll(SendAsync(cluster, Alice, bob.PublicKey), SendAsync(cluster, Bob, alice.PublicKey));
        await ConversationTests.IsWholeAsync(cluster, Messages, Padding);
        foreach (var sort in Sorts)
            faults.Met.GetValueOrDefault(sort, []).Take(2).ShouldBe([StorageFault.Before, StorageFault.After], sort);
        // What does not fit when it is sent at once may fit when it is sent again.
        faults.Met.ShouldContainKey("Write waku-session other");
    }

    [Fact(Timeout = 240_000)]
    public async Task An_identity_is_open_when_it_is_listened_for_even_if_that_could_not_be_stored_at_first()
    {
        var failures = new Dictionary<string, int>(StringComparer.Ordinal);
        var world = new ClusterWorld { Faults = FailAtFirst };
        await using var cluster = await BotCluster.StartAsync(world, 2);
        var bob = await cluster.OpenAsync(Bob);
        var topic = StatusTopics.Partitioned(bob.PublicKey).ContentTopic.ToString();
        (await cluster.ListListenersAsync()).ShouldContain(listener => listener.ContentTopic == topic);

        // Also when it is not the opening that commits, but one before whose answer was lost.
        StorageFault FailAtFirst(StorageCall call)
        {
            if (call is not { Operation: StorageOperation.Write, Row: EntityStorage.MainRow })
                return StorageFault.None;
            lock (failures)
            {
                var type = call.Grain.Type.ToString()!;
                var before = failures[type] = failures.GetValueOrDefault(type) + 1;
                return (type, before) switch
                {
                    ("waku-installation", 1) => StorageFault.After,
                    ("waku-topics", <= 3) => StorageFault.Before,
                    _ => StorageFault.None,
                };
            }
        }
    }

    // A silo whose storage does not answer does not start: whoever runs it starts it again.
    private static async Task<BotCluster> StartAsync(ClusterWorld world)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await BotCluster.StartAsync(world, 2);
            }
            catch (StoreUnavailableException) when (attempt <= 2)
            {
                // Two writes of the data key go wrong.
            }
        }
    }

    // The first at once, the others one by one.
    private static async Task SendAsync(BotCluster cluster, IdentityKey from, PublicKey to)
    {
        var texts = Enumerable.Range(0, Messages).Select(i => $"{from.Name} {Padding} {i}").ToList();
        await Task.WhenAll(texts.Take(AtOnce).Select(text => cluster.SendAsync(from, to, text)));
        foreach (var text in texts.Skip(AtOnce))
            await cluster.SendAsync(from, to, text);
    }
}
