using WakuGrains.Archives;
using WakuGrains.Conformance;

namespace WakuGrains.Orleans.Tests.Archives;

/// <summary>The conformance suite over the storage of a cluster.</summary>
public sealed class ClusterArchiveTests : ArchiveConformance
{
    private readonly Dictionary<string, StorageFixture> fixtures = [];

    protected override Task<IArchiveUnderTest> OpenAsync(string store) =>
        Task.FromResult<IArchiveUnderTest>(Fixture(store).Open());

    protected override Task ServeAsync(string store) => Fixture(store).ServeAsync();

    // A cluster knows only hashes of what was acknowledged and of what has gone.
    protected override IEnumerable<ArchiveRecord> Kept(IEnumerable<ArchiveRecord> records) =>
        ArchiveSamples.Complete([
            .. records.Where(record =>
                record
                    is not (
                        ArchiveRecord.Fingerprints
                        or ArchiveRecord.Acknowledged
                        or ArchiveRecord.Sent
                        or ArchiveRecord.End
                    )
            ),
        ]);

    private StorageFixture Fixture(string name)
    {
        if (!fixtures.TryGetValue(name, out var fixture))
            fixtures[name] = fixture = new StorageFixture();
        return fixture;
    }
}
