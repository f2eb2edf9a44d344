using System.CommandLine;
using System.Globalization;
using WakuGrains.Client;

namespace WakuGrains.Silo.Cli;

/// <summary><c>receive</c>: prints the messages of a mailbox, one line each, and acknowledges them.</summary>
internal static class ReceiveCommand
{
    private const int PageSize = 1000;

    public static Command Create()
    {
        var connection = new Connection();
        var name = new Argument<string>("name") { Description = "The name of the identity that receives." };
        var follow = new Option<bool>("--follow") { Description = "Go on as messages come." };
        var keep = new Option<bool>("--keep") { Description = "Show what is there and acknowledge nothing." };
        var command = new Command("receive", "Prints messages from a running silo.") { name, follow, keep };
        connection.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(follow) && result.GetValue(keep))
                result.AddError("--follow acknowledges as it goes; it cannot --keep.");
        });
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await using var client = connection.Open(parsed);
                var bot = await client.OpenIdentityAsync(parsed.GetRequiredValue(name), cancellationToken);
                if (parsed.GetValue(follow))
                    await FollowAsync(bot, cancellationToken);
                else
                    await DrainAsync(bot, parsed.GetValue(keep), cancellationToken);
                return 0;
            }
        );
        return command;
    }

    private static async Task FollowAsync(IWakuBot bot, CancellationToken cancellationToken)
    {
        var everything = new ReceiveOptions { IncludeSent = true };
        await foreach (var message in bot.ReceiveAsync(everything, cancellationToken))
            Print(message);
    }

    private static async Task DrainAsync(IWakuBot bot, bool keep, CancellationToken cancellationToken)
    {
        var cursor = 0L;
        while (await bot.ReadAsync(cursor, PageSize, default, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var message in page)
                Print(message);
            cursor = page[^1].Sequence;
            if (!keep)
                await bot.AcknowledgeAsync(cursor, cancellationToken);
        }
    }

    private static void Print(IncomingMessage message)
    {
        var time = message.ReceivedAt.ToString("u", CultureInfo.InvariantCulture);
        var content = message.IsText
            ? Terminal.Printable(message.Text)
            : $"[{Terminal.Printable(message.ContentType)}, {message.Body.Length} bytes]";
        Console.WriteLine($"{message.Sequence}  {time}  {Parties(message)}  {content}");
    }

    // What another device of the identity has sent shows to whom; a message to several has no one recipient.
    private static string Parties(IncomingMessage message) =>
        message switch
        {
            { GroupId: { } group } => $"{message.Sender} → {group}",
            { Direction: MessageDirection.Sent } => $"{message.Sender} → {message.Recipient ?? "several"}",
            _ => message.Sender,
        };
}
