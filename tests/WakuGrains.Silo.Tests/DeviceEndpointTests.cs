using System.Net.Http.Json;
using System.Text.Json;

namespace WakuGrains.Silo.Tests;

/// <summary>One identity in two silos: the devices see each other, and are paired by hand on both sides.</summary>
public sealed class DeviceEndpointTests : TwoSilosTest
{
    [Fact]
    public async Task An_imported_identity_is_the_same_on_another_device()
    {
        SecondId.ShouldNotBe(FirstId);
        var (here, there) = (
            await ReadAsync(First.Http.GetAsync(Bot, Cancel)),
            await ReadAsync(Second.Http.GetAsync(Bot, Cancel))
        );
        there.Text("publicKey").ShouldBe(here.Text("publicKey"));
    }

    [Fact]
    public async Task A_new_device_is_listed_where_it_is_not_paired()
    {
        var line = await UntilListsAsync(First, SecondId);
        line.GetProperty("own").GetBoolean().ShouldBeFalse();
        line.GetProperty("paired").GetBoolean().ShouldBeFalse();
        line.GetProperty("prekeyVersion").GetInt32().ShouldBe(1);

        var own = await UntilListsAsync(First, FirstId);
        own.GetProperty("own").GetBoolean().ShouldBeTrue();
        own.GetProperty("paired").GetBoolean().ShouldBeTrue();
        own.TryGetProperty("activeAt", out _).ShouldBeFalse("of this device there is no bundle to go by");
    }

    [Fact]
    public async Task Pairing_is_shown_on_both_sides()
    {
        await UntilListsAsync(First, SecondId);
        var paired = await ReadAsync(PostAsync(First, $"{Bot}/installations/{SecondId}/pair"));
        Paired(paired, SecondId).ShouldBeTrue();

        (await UntilListsAsync(Second, FirstId)).GetProperty("paired").GetBoolean().ShouldBeFalse();
        Paired(await ReadAsync(PostAsync(Second, $"{Bot}/installations/{FirstId}/pair")), FirstId).ShouldBeTrue();
        Paired(await ReadAsync(PostAsync(Second, $"{Bot}/installations/{FirstId}/unpair")), FirstId).ShouldBeFalse();
    }

    [Fact]
    public async Task A_device_can_be_named_and_unnamed()
    {
        await UntilListsAsync(First, SecondId);
        foreach (var (id, name) in new[] { (FirstId, "office"), (SecondId, "cellar ☂"), (SecondId, "") })
            Line(await NameAsync(id, name), id).Text("name").ShouldBe(name);
    }

    [Fact]
    public async Task An_announcement_can_be_repeated()
    {
        for (var repeat = 0; repeat < 2; repeat++)
            (await PostAsync(Second, $"{Bot}/installations/announce")).StatusCode.ShouldBe(
                System.Net.HttpStatusCode.NoContent
            );
    }

    private async Task<JsonElement> NameAsync(string installationId, string name) =>
        await ReadAsync(
            First.Http.PutAsync($"{Bot}/installations/{installationId}/name", JsonContent.Create(new { name }), Cancel)
        );

    private static bool Paired(JsonElement list, string installationId) =>
        Line(list, installationId).GetProperty("paired").GetBoolean();

    private static JsonElement Line(JsonElement list, string installationId) =>
        list.GetProperty("installations")
            .EnumerateArray()
            .Single(line => line.Text("installationId") == installationId);
}
