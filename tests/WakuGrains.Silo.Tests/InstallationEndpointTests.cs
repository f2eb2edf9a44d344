namespace WakuGrains.Silo.Tests;

/// <summary>An identity with one device: what cannot be done to it.</summary>
public sealed class InstallationEndpointTests : SiloTest
{
    [Theory]
    [InlineData("pair")]
    [InlineData("unpair")]
    public async Task A_device_that_was_not_seen_cannot_be_paired(string action)
    {
        var own = await OpenWithDeviceAsync("bot");
        foreach (var id in (string[])["nothing", own, " ", "a%2Fb"])
            await ShouldBeProblemAsync(
                PostAsync($"identities/bot/installations/{Uri.EscapeDataString(id)}/{action}", new { }),
                404,
                "installation_not_found",
                "installationId"
            );
        await ShouldBeProblemAsync(
            PostAsync($"identities/nobody/installations/{own}/{action}", new { }),
            404,
            "identity_not_found",
            "name"
        );
    }

    [Fact]
    public async Task A_devices_id_may_have_slashes()
    {
        await OpenAsync("bot");
        using var response = await PostAsync("identities/bot/installations/a%2Fb%2fc/pair", new { });
        (await ReadAsync(response)).Text("detail").ShouldContain("'a/b/c'");
    }

    [Fact]
    public async Task A_name_that_cannot_be_is_named()
    {
        var own = await OpenWithDeviceAsync("bot");
        var path = $"identities/bot/installations/{own}/name";
        await ShouldBeProblemAsync(PutAsync(path, new { }), 400, "field_missing", "name");
        await ShouldBeProblemAsync(PutAsync(path, new { name = 7 }), 400, "json_invalid", "name");
        var tooLong = new { name = new string('ü', 129) };
        await ShouldBeProblemAsync(PutAsync(path, tooLong), 400, "device_name_too_long", "name");
        (await PutAsync(path, new { name = new string('ü', 128) })).EnsureSuccessStatusCode();
        await ShouldBeProblemAsync(
            PutAsync("identities/bot/installations/nothing/name", new { name = "x" }),
            404,
            "installation_not_found",
            "installationId"
        );
    }

    [Fact]
    public Task An_identity_that_is_not_there_announces_nothing() =>
        ShouldBeProblemAsync(
            PostAsync("identities/nobody/installations/announce", new { }),
            404,
            "identity_not_found",
            "name"
        );

    private async Task<string> OpenWithDeviceAsync(string name)
    {
        await OpenAsync(name);
        var list = await GetAsync($"identities/{name}/installations");
        return list.GetProperty("installations").EnumerateArray().Single().Text("installationId");
    }
}
