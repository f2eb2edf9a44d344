using System.CommandLine;
using WakuGrains.Client;
using WakuGrains.Silo.Hosting;

namespace WakuGrains.Silo.Cli;

/// <summary><c>group</c>: groups that an identity is in, their members and keys.</summary>
internal static class GroupCommand
{
    private const string Peer = "The peer: zQ3sh…, 0x04…, compressed hex or a profile link.";

    public static Command Create() =>
        new("group", "Groups of an identity.")
        {
            CreateCreate(),
            CreateJoin(),
            CreateList(),
            CreateShow(),
            CreateInvite(),
            CreateRekey(),
            CreateSend(),
        };

    private static Command CreateCreate() =>
        CreateEntry(
            "create",
            "Makes a group with its first key.",
            (bot, group, chat, cancellationToken) => bot.CreateGroupAsync(group, chat, cancellationToken)
        );

    private static Command CreateJoin() =>
        CreateEntry(
            "join",
            "Listens to a group; what comes before its key waits for it.",
            (bot, group, chat, cancellationToken) => bot.JoinGroupAsync(group, chat, cancellationToken)
        );

    private static Command CreateEntry(
        string name,
        string description,
        Func<IWakuBot, string, string?, CancellationToken, Task<WakuGroup>> enter
    )
    {
        var group = Group();
        var chat = new Option<string?>("--chat")
        {
            Description = "The name of its chat, the same for all members; 0x and the group's id unless given.",
            HelpName = "NAME",
        };
        return BotCommand.Create(
            name,
            description,
            [group],
            [chat],
            async (bot, parsed, cancellationToken) =>
                GroupReport.Print(
                    await enter(bot, parsed.GetRequiredValue(group), parsed.GetValue(chat), cancellationToken)
                )
        );
    }

    private static Command CreateList() =>
        BotCommand.Create(
            "list",
            "All of them.",
            [],
            [],
            async (bot, _, cancellationToken) => GroupReport.Print(await bot.ListGroupsAsync(cancellationToken))
        );

    private static Command CreateShow()
    {
        var group = Group();
        return BotCommand.Create(
            "show",
            "One of them: its owner, its keys, what waits for a key.",
            [group],
            [],
            async (bot, parsed, cancellationToken) =>
            {
                var id = parsed.GetRequiredValue(group);
                GroupReport.Print(
                    await bot.GetGroupAsync(id, cancellationToken)
                        ?? throw new SiloException($"There is no group {id}. [group_not_found, groupId]")
                );
            }
        );
    }

    private static Command CreateInvite()
    {
        var (group, member) = (Group(), new Argument<string>("member") { Description = Peer });
        return BotCommand.Create(
            "invite",
            "Gives a peer the group's keys, in a message for it alone.",
            [group, member],
            [],
            async (bot, parsed, cancellationToken) =>
            {
                var peer = parsed.GetRequiredValue(member);
                await bot.InviteAsync(parsed.GetRequiredValue(group), peer, cancellationToken);
                Console.WriteLine("Invited.");
            }
        );
    }

    private static Command CreateRekey()
    {
        var group = Group();
        var members = new Argument<string[]>("members")
        {
            Description = "Who stays in the group beside this identity, in the same forms as for invite.",
            Arity = ArgumentArity.OneOrMore,
        };
        return BotCommand.Create(
            "rekey",
            "Gives the group a new key, for the members that are named and nobody else.",
            [group, members],
            [],
            async (bot, parsed, cancellationToken) =>
                GroupReport.Print(
                    await bot.RekeyAsync(
                        parsed.GetRequiredValue(group),
                        parsed.GetRequiredValue(members),
                        cancellationToken
                    )
                )
        );
    }

    private static Command CreateSend()
    {
        var (group, text) = (Group(), new Argument<string>("text") { Description = "What to say." });
        return BotCommand.Create(
            "send",
            "Sends a text to the group.",
            [group, text],
            [],
            async (bot, parsed, cancellationToken) =>
            {
                var said = parsed.GetRequiredValue(text);
                var receipt = await bot.SendToGroupAsync(
                    parsed.GetRequiredValue(group),
                    said,
                    cancellationToken: cancellationToken
                );
                Console.WriteLine(receipt.MessageId);
            }
        );
    }

    private static Argument<string> Group() => new("group") { Description = "The group's id, in hex." };
}
