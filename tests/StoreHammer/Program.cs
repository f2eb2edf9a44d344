using Microsoft.Extensions.Options;
using WakuGrains.Conformance;
using WakuGrains.Embedded.Hosting;
using WakuGrains.Embedded.Sqlite;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Testing;

// Commits to the store in a directory with a number of entities at once until it is killed. Each line of output is the key and
// the version of a commit that was acknowledged; each commit also delivers a message and publishes an envelope of that name.
var (directory, entities) = (args[0], int.Parse(args[1]));
var store = new SqliteEntityStore(
    Options.Create(new EmbeddedOptions { DataDirectory = directory }),
    PlainKeyProtector.Instance,
    SystemRandomSource.Instance,
    Samples.Curve,
    TimeProvider.System
);
try
{
    await store.OpenAsync(CancellationToken.None);
}
catch (StoreUnavailableException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

Console.WriteLine("ready");
using var output = Console.OpenStandardOutput();
var gate = new Lock();
await Task.WhenAll(Enumerable.Range(0, entities).Select(HammerAsync));
return 0;

async Task HammerAsync(int number)
{
    var key = $"{number}";
    var version = (await store.ReadAsync("test", key, ["main"], CancellationToken.None)).Version;
    while (true)
    {
        var name = $"{key} {version + 1}";
        var commit = Samples.Commit(
            key,
            version,
            name,
            Samples.Deliver(name),
            Samples.Publish(System.Text.Encoding.UTF8.GetBytes(name))
        );
        version = (await store.CommitAsync(commit, CancellationToken.None)).Version;
        Tell(name);
    }
}

// One write a line, so that a line is whole or not there.
void Tell(string line)
{
    lock (gate)
        output.Write(System.Text.Encoding.UTF8.GetBytes(line + "\n"));
}
