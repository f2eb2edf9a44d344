using System.Net;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Silo.Hosting;
using WakuGrains.Silo.Security;

namespace WakuGrains.Silo.Tests;

public sealed class ApiKeyTests : SiloTest
{
    private const int Silos = 8;

    private HttpClient Stranger { get; } = new();

    [Theory]
    [InlineData("v1/identities")]
    [InlineData("v1/identities/a/messages")]
    [InlineData("v1/identities/a/events")]
    [InlineData("v1/identities/a/contact-card.png")]
    public async Task Without_the_key_nothing_is_answered(string path)
    {
        Stranger.BaseAddress = Silo.Address;
        await ShouldBeProblemAsync(Stranger.GetAsync(path, Cancel), 401, "api_key_invalid", "authorization");
    }

    [Theory]
    [InlineData("wg_wrong")]
    [InlineData("")]
    public async Task A_wrong_key_is_refused(string key)
    {
        Stranger.BaseAddress = Silo.Address;
        Stranger.DefaultRequestHeaders.Add("X-Api-Key", key);
        await ShouldBeProblemAsync(Stranger.GetAsync("v1/identities", Cancel), 401, "api_key_invalid", "authorization");
    }

    [Fact]
    public async Task A_longer_key_that_begins_with_the_right_one_is_refused()
    {
        Stranger.BaseAddress = Silo.Address;
        Stranger.DefaultRequestHeaders.Add("X-Api-Key", Silo.ApiKey + "x");
        await ShouldBeProblemAsync(Stranger.GetAsync("v1/identities", Cancel), 401, "api_key_invalid", "authorization");
    }

    [Theory]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("Authorization", "bearer ")]
    [InlineData("X-Api-Key", "")]
    public async Task The_key_is_taken_in_either_header(string header, string prefix)
    {
        Stranger.BaseAddress = Silo.Address;
        Stranger.DefaultRequestHeaders.Add(header, prefix + Silo.ApiKey);
        using var response = await Stranger.GetAsync("v1/identities", Cancel);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public void The_key_lies_in_a_file_that_only_the_owner_reads()
    {
        File.ReadAllText(Data.ApiKeyFile).Trim().ShouldBe(Silo.ApiKey);
        Silo.ApiKey.Length.ShouldBe("wg_".Length + 43);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Data.ApiKeyFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            (
                File.GetUnixFileMode(Data.ProtectionKeys.FullName) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)
            ).ShouldBe(UnixFileMode.None);
        }
    }

    [Fact]
    public async Task Silos_that_start_at_once_in_one_directory_have_the_same_key()
    {
        using var shared = new TemporaryData();
        using var together = new Barrier(Silos);
        var keys = await Task.WhenAll(
            Enumerable
                .Range(0, Silos)
                .Select(_ =>
                    Task.Factory.StartNew(Load, Cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default)
                )
        );
        keys.Select(key => key.Text).Distinct().ShouldHaveSingleItem();
        keys.Count(key => key.IsNew).ShouldBe(1);
        Directory.GetFileSystemEntries(shared.Directory.Path).ShouldBe([shared.Directory.ApiKeyFile]);

        ApiKey Load()
        {
            together.SignalAndWait(Cancel);
            return ApiKey.Load(shared.Directory, SystemRandomSource.Instance);
        }
    }

    [Fact]
    public void The_key_is_made_once()
    {
        var again = ApiKey.Load(Data, SystemRandomSource.Instance);
        again.IsNew.ShouldBeFalse();
        again.Text.ShouldBe(Silo.ApiKey);
    }
}
