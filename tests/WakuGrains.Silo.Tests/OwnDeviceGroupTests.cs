namespace WakuGrains.Silo.Tests;

/// <summary>One identity with two devices in a group: what one of them sends is no message to the other.</summary>
public sealed class OwnDeviceGroupTests : TwoSilosTest
{
    private const string Groups = $"{Bot}/groups";

    [Fact]
    public async Task What_another_device_sent_to_the_group_is_marked_as_sent()
    {
        await PairAsync();
        await PostAsync(First, Groups, new { groupId = "01" });
        await PostAsync(Second, $"{Groups}/01/join");
        var identity = await ReadAsync(First.Http.GetAsync(Bot, Cancel));
        await PostAsync(First, $"{Groups}/01/members", new { member = identity.Text("publicKey") });
        await UntilAsync(Second, Groups, "groups", group => group.GetProperty("keys").GetArrayLength() == 1);

        await PostAsync(Second, $"{Groups}/01/messages", new { text = "from the other one" });
        var message = (await ReadAsync(First.Http.GetAsync($"{Bot}/messages?wait=30", Cancel))).GetProperty("messages")[
            0
        ];
        message.Text("text").ShouldBe("from the other one");
        (message.Text("direction"), message.Text("groupId")).ShouldBe(("sent", "0x01"));
        message.TryGetProperty("recipient", out _).ShouldBeFalse();
    }
}
