using System.Net;
using WakuGrains.Client;
using WakuGrains.Embedded.InProcess;
using WakuGrains.Silo.Hosting;

namespace WakuGrains.Silo.Tests;

/// <summary>Groups of bots in two silos on one network, through the client library: over HTTP and within the process.</summary>
public sealed class GroupClientTests : IAsyncLifetime
{
    private const string Group = "0x6162";

    private readonly InProcessWakuNetwork network = new();
    private readonly TemporaryData firstData = new();
    private readonly TemporaryData secondData = new();
    private RunningSilo? first;
    private RunningSilo? second;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        first = await RunningSilo.StartAsync(firstData.Directory, network: network);
        second = await RunningSilo.StartAsync(secondData.Directory, network: network);
    }

    public async ValueTask DisposeAsync()
    {
        await first!.DisposeAsync();
        await second!.DisposeAsync();
        firstData.Dispose();
        secondData.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_bot_answers_in_the_group_what_it_was_asked_there(bool inProcess)
    {
        await using var here = Open(first!, inProcess);
        await using var there = Open(second!, inProcess);
        var alice = await here.OpenIdentityAsync("alice", Cancel);
        var bob = await there.OpenIdentityAsync("bob", Cancel);
        (await bob.JoinGroupAsync(Group, cancellationToken: Cancel)).Owner.ShouldBeNull();
        await alice.CreateGroupAsync(Group, cancellationToken: Cancel);
        var sent = await alice.SendToGroupAsync(Group, "early", cancellationToken: Cancel);
        await UntilAsync(bob, group => group.Waiting == 1);
        await alice.InviteAsync(Group, bob.Identity.PublicKey, Cancel);

        var question = await FirstAsync(bob);
        (question.Id, question.GroupId, question.Text).ShouldBe((sent.MessageId, Group, "early"));
        var answer = await question.ReplyAsync("late", Cancel);
        (await (await FirstAsync(bob)).ReplyAsync("late", Cancel)).ShouldBe(answer with { Replayed = true });

        var received = await FirstAsync(alice);
        (received.Id, received.GroupId, received.InReplyTo).ShouldBe((answer.MessageId, Group, sent.MessageId));
        (received.Sequence, received.Sender).ShouldBe((1, bob.Identity.PublicKey), "what it sent itself does not come");
        (await alice.GetSentAsync(sent.MessageId, Cancel))!.Recipients.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_rekey_leaves_out_whom_it_does_not_name(bool inProcess)
    {
        await using var here = Open(first!, inProcess);
        await using var there = Open(second!, inProcess);
        var alice = await here.OpenIdentityAsync("alice", Cancel);
        await alice.CreateGroupAsync(Group, "a channel", Cancel);
        var members = new List<IWakuBot>();
        foreach (var name in (string[])["bob", "carol"])
        {
            var member = await there.OpenIdentityAsync(name, Cancel);
            await member.JoinGroupAsync(Group, "a channel", Cancel);
            await alice.InviteAsync(Group, member.Identity.PublicKey, Cancel);
            await UntilAsync(member, group => group.Keys.Count == 1);
            members.Add(member);
        }

        var (bob, carol) = (members[0], members[1]);
        var rekeyed = await alice.RekeyAsync(Group, [bob.Identity.PublicKey], Cancel);
        await alice.SendToGroupAsync(Group, "without carol", cancellationToken: Cancel);
        (await FirstAsync(bob)).Text.ShouldBe("without carol");
        await UntilAsync(carol, group => group.Waiting == 1);
        (await carol.GetMailboxAsync(Cancel)).LastSequence.ShouldBe(0);

        (rekeyed.ChatId, rekeyed.Owner).ShouldBe(("a channel", alice.Identity.PublicKey));
        var seen = (await bob.GetGroupAsync(Group, Cancel))!;
        (seen.ContentTopic, seen.Owner).ShouldBe((rekeyed.ContentTopic, rekeyed.Owner));
        seen.Keys.Select(key => key.KeyId).ShouldBe(rekeyed.Keys.Select(key => key.KeyId));
        (seen.Keys[0].Position, seen.Keys[0].MaySend).ShouldBe((1u, true));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Refusals_name_code_and_field(bool inProcess)
    {
        await using var waku = Open(first!, inProcess);
        var bot = await waku.OpenIdentityAsync("bot", Cancel);
        (await bot.GetGroupAsync(Group, Cancel)).ShouldBeNull();
        (await bot.ListGroupsAsync(Cancel)).ShouldBeEmpty();
        await ShouldRefuseAsync(HttpStatusCode.NotFound, "group_not_found", () => bot.SendToGroupAsync(Group, "x"));
        await ShouldRefuseAsync(HttpStatusCode.NotFound, "group_not_found", () => bot.RekeyAsync(Group, []));
        await ShouldRefuseAsync(
            HttpStatusCode.NotFound,
            "group_not_found",
            () => bot.InviteAsync(Group, bot.Identity.PublicKey)
        );
        await ShouldRefuseAsync(HttpStatusCode.BadRequest, "group_id_invalid", () => bot.CreateGroupAsync("0x1"));
        await ShouldRefuseAsync(HttpStatusCode.BadRequest, "group_id_invalid", () => bot.GetGroupAsync("a group"));
    }

    private static async Task ShouldRefuseAsync(HttpStatusCode status, string code, Func<Task> call)
    {
        var refusal = await Should.ThrowAsync<WakuRequestException>(call);
        (refusal.Status, refusal.Code, refusal.Field).ShouldBe((status, code, "groupId"));
    }

    private static IWakuClient Open(RunningSilo silo, bool inProcess) =>
        inProcess ? silo.OpenInProcess() : silo.OpenClient();

    private static async Task UntilAsync(IWakuBot bot, Func<WakuGroup, bool> condition)
    {
        while (await bot.GetGroupAsync(Group, Cancel) is not { } group || !condition(group))
            Cancel.ThrowIfCancellationRequested();
    }

    private static async Task<IncomingMessage> FirstAsync(IWakuBot bot)
    {
        await foreach (var message in bot.ReceiveAsync(Cancel))
            return message;
        throw new InvalidOperationException("ReceiveAsync has no end.");
    }
}
