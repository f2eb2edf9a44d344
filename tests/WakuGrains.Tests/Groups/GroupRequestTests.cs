using WakuGrains.Groups;
using WakuGrains.Messages;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Tests.Requests;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Groups;

/// <summary>What a caller may ask of groups: each fault names its field; asking twice does once.</summary>
public sealed class GroupRequestTests(RequestFixture fixture) : IClassFixture<RequestFixture>
{
    private static readonly OutboundContent Hello = new OutboundContent.Text("hello");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_group_is_made_once_found_and_listed()
    {
        var bot = (await fixture.Silo.OpenAsync("lister")).Key;
        var made = await CreateAsync(bot, [2]);
        await CreateAsync(bot, [1], "a channel");
        made.ChatId.ShouldBe("0x02");
        (await CreateAsync(bot, [2], "another name")).Keys.ShouldHaveSingleItem().ShouldBe(made.Keys[0]);
        (await fixture.Silo.Mediator.Send(new GetGroup(bot, new byte[] { 1 }), Stop))!.ChatId.ShouldBe("a channel");
        (await fixture.Silo.Mediator.Send(new GetGroup(bot, new byte[] { 3 }), Stop)).ShouldBeNull();
        var listed = await fixture.Silo.Mediator.Send(new ListGroups(bot), Stop);
        listed.Select(group => group.GroupId.ToArray()[0]).ShouldBe([(byte)1, (byte)2]);
    }

    [Fact]
    public async Task The_groups_of_an_identity_are_its_own()
    {
        var (one, other) = ((await fixture.Silo.OpenAsync("own")).Key, (await fixture.Silo.OpenAsync("own-not")).Key);
        await CreateAsync(one, [9]);
        (await fixture.Silo.Mediator.Send(new ListGroups(other), Stop)).ShouldBeEmpty();
        await Should.ThrowAsync<GroupNotFoundException>(() =>
            fixture.Silo.Mediator.Send(new SendToGroup(other, new byte[] { 9 }, Hello, null), Stop)
        );
    }

    [Fact]
    public async Task The_same_idempotency_key_sends_once_and_not_other_content()
    {
        var bot = (await fixture.Silo.OpenAsync("repeater")).Key;
        await CreateAsync(bot, [4]);
        fixture.Silo.Store.TakePublished();
        var request = new SendToGroup(bot, new byte[] { 4 }, Hello, "key");
        var first = await fixture.Silo.Mediator.Send(request, Stop);
        var second = await fixture.Silo.Mediator.Send(request, Stop);
        second.MessageId.ToArray().ShouldBe(first.MessageId.ToArray());
        (first.IsReplay, second.IsReplay).ShouldBe((false, true));
        fixture.Silo.Store.TakePublished().Count.ShouldBe(1);
        await Should.ThrowAsync<IdempotencyConflictException>(() =>
            fixture.Silo.Mediator.Send(request with { Content = new OutboundContent.Text("other") }, Stop)
        );
    }

    [Fact]
    public async Task A_group_that_the_identity_is_not_in_is_not_found()
    {
        var group = new byte[] { 77 };
        var sent = await Should.ThrowAsync<GroupNotFoundException>(() =>
            fixture.Silo.Mediator.Send(new SendToGroup(fixture.Bot.Key, group, Hello, null), Stop)
        );
        sent.Message.ShouldBe("'bot' is not in the group 0x4d.");
        await Should.ThrowAsync<GroupNotFoundException>(() =>
            fixture.Silo.Mediator.Send(new RekeyGroup(fixture.Bot.Key, group, [fixture.Peer]), Stop)
        );
    }

    [Fact]
    public async Task The_length_of_a_group_id_is_bounded()
    {
        var longest = new byte[SecureTransportLimits.MaxGroupIdLength];
        (await CreateAsync(fixture.Bot.Key, longest)).GroupId.Length.ShouldBe(longest.Length);
        foreach (var wrong in new[] { [], new byte[longest.Length + 1] })
        {
            await RefusesAsync(new CreateGroup(fixture.Bot.Key, wrong), "groupId", "group_id_invalid");
            await RefusesAsync(new GetGroup(fixture.Bot.Key, wrong), "groupId", "group_id_invalid");
            await RefusesAsync(new RekeyGroup(fixture.Bot.Key, wrong, []), "groupId", "group_id_invalid");
            await RefusesAsync(new SendToGroup(fixture.Bot.Key, wrong, Hello, null), "groupId", "group_id_invalid");
        }
    }

    [Fact]
    public async Task The_length_of_a_chat_id_is_bounded()
    {
        var longest = new string('x', MessagingLimits.MaxChatIdLength);
        (await CreateAsync(fixture.Bot.Key, [5], longest)).ChatId.ShouldBe(longest);
        foreach (var wrong in new[] { "", longest + "x", "\uD83D" })
            await RefusesAsync(new CreateGroup(fixture.Bot.Key, new byte[] { 6 }, wrong), "chatId", "chat_id_invalid");
    }

    [Fact]
    public async Task Contents_and_keys_are_checked_as_for_one_recipient()
    {
        var group = new byte[] { 7 };
        await RefusesAsync(
            new SendToGroup(fixture.Bot.Key, group, new OutboundContent.Text(" "), null),
            "text",
            "text_blank"
        );
        await RefusesAsync(
            new SendToGroup(fixture.Bot.Key, group, Hello, ""),
            "idempotencyKey",
            "idempotency_key_invalid"
        );
    }

    [Fact]
    public async Task Members_are_identities_and_their_number_is_bounded()
    {
        var group = new byte[] { 8 };
        await CreateAsync(fixture.Bot.Key, group);
        var most = Enumerable.Repeat(fixture.Peer, SecureTransportLimits.MaxRekeyEntries);
        var rekeyed = await fixture.Silo.Mediator.Send(new RekeyGroup(fixture.Bot.Key, group, [.. most]), Stop);
        rekeyed.Keys.Length.ShouldBe(2);
        await RefusesAsync(
            new RekeyGroup(fixture.Bot.Key, group, [.. most, fixture.Peer]),
            "members",
            "too_many_members"
        );
        await RefusesAsync(new RekeyGroup(fixture.Bot.Key, group, ["nobody"]), "members", "member_invalid");
    }

    private Task<GroupInfo> CreateAsync(Engine.IdentityKey bot, byte[] group, string? chatId = null) =>
        fixture.Silo.Mediator.Send(new CreateGroup(bot, group, chatId), Stop);

    private Task RefusesAsync<T>(MediatR.IRequest<T> request, string field, string code) =>
        fixture.RefusesAsync(request, field, code);
}
