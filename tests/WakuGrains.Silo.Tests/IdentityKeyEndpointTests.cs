using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using WakuGrains.Silo.Hosting;

namespace WakuGrains.Silo.Tests;

public sealed class IdentityKeyEndpointTests : SiloTest
{
    // The scalar one; its public key is the curve's generator.
    private const string PrivateKey = "0000000000000000000000000000000000000000000000000000000000000001";
    private const string PublicKeyHex =
        "0x0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
        + "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8";

    [Theory]
    [InlineData(PrivateKey)]
    [InlineData("0x" + PrivateKey)]
    public async Task An_identity_is_made_from_its_key_and_gives_it_out_again(string privateKey)
    {
        for (var repeat = 0; repeat < 2; repeat++)
        {
            using var imported = await PostAsync("identities/import", new { name = "old", privateKey });
            (await ReadAsync(imported)).Text("publicKeyHex").ShouldBe(PublicKeyHex);
        }

        using var response = await PostAsync("identities/old/export", new { });
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var export = await ReadAsync(response);
        export.Text("privateKey").ShouldBe(PrivateKey);
        export.Text("publicKeyHex").ShouldBe(PublicKeyHex);
        export.Text("name").ShouldBe("old");
    }

    [Fact]
    public async Task A_name_that_is_taken_by_another_key_stays_as_it_is()
    {
        var key = await OpenAsync("bot");
        await ShouldBeProblemAsync(
            PostAsync("identities/import", new { name = "bot", privateKey = PrivateKey }),
            409,
            "identity_conflict",
            "name"
        );
        (await GetAsync("identities/bot")).Text("publicKey").ShouldBe(key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData(PrivateKey + "00")]
    [InlineData("xx00000000000000000000000000000000000000000000000000000000000001")]
    public async Task A_key_that_is_none_is_refused_and_not_repeated(string privateKey)
    {
        var call = PostAsync("identities/import", new { name = "a", privateKey });
        await ShouldBeProblemAsync(call, 400, "private_key_invalid", "privateKey");
        if (privateKey.Length > 0)
            (
                await (await PostAsync("identities/import", new { name = "a", privateKey })).Content.ReadAsStringAsync(
                    Cancel
                )
            ).ShouldNotContain(privateKey);
        using var identity = await Http.GetAsync("v1/identities/a", Cancel);
        identity.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Missing_fields_and_bad_names_are_named()
    {
        await ShouldBeProblemAsync(
            PostAsync("identities/import", new { name = "a" }),
            400,
            "field_missing",
            "privateKey"
        );
        await ShouldBeProblemAsync(
            PostAsync("identities/import", new { privateKey = PrivateKey }),
            400,
            "field_missing",
            "name"
        );
        await ShouldBeProblemAsync(
            PostAsync("identities/import", new { name = "a b", privateKey = PrivateKey }),
            400,
            "name_invalid",
            "name"
        );
    }

    [Fact]
    public Task An_identity_that_is_not_there_has_no_key() =>
        ShouldBeProblemAsync(PostAsync("identities/nobody/export", new { }), 404, "identity_not_found", "name");

    [Fact]
    public async Task A_key_is_never_logged()
    {
        using var data = new TemporaryData();
        using var log = new RememberingLog();
        string exported;
        await using (var silo = await RunningSilo.StartAsync(data.Directory, log: log))
        {
            foreach (var (name, key) in new[] { ("a", PrivateKey), ("b", PrivateKey + "00") })
                await silo.Http.PostAsJsonAsync("v1/identities/import", new { name, privateKey = key }, Cancel);
            await silo.Http.PostAsJsonAsync("v1/identities/import", new { name = 7, privateKey = PrivateKey }, Cancel);
            await silo.Http.PostAsJsonAsync("v1/identities", new { name = "fresh" }, Cancel);
            using var response = await silo.Http.PostAsync("v1/identities/fresh/export", null, Cancel);
            exported = (await ReadAsync(response)).Text("privateKey");
        }

        log.Lines.ShouldContain(line => line.Contains("/v1/identities/fresh/export", StringComparison.Ordinal));
        foreach (var key in (string[])[PrivateKey, exported])
            log.Lines.ShouldNotContain(line => line.Contains(key, StringComparison.OrdinalIgnoreCase));
    }
}
