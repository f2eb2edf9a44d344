using WakuGrains.Orleans.Hosting;

namespace WakuGrains.Orleans.Tests.Hosting;

/// <summary>What an operator decides about a silo is written to logs and consoles.</summary>
public sealed class ClusterHostOptionsTests
{
    [Fact]
    public void The_connection_string_is_not_written_with_them()
    {
        var options = new ClusterHostOptions { Kind = ClusterKind.AzureTable, ConnectionString = "AccountKey=secret" };
        options.ToString().ShouldNotContain("secret");
        options
            .ToString()
            .ShouldBe("ClusterHostOptions(wakugrains, AzureTable, 127.0.0.1, silo port 11111, gateway port 30000)");
    }
}
