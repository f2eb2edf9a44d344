using System.CommandLine;

namespace WakuGrains.Silo.Cli;

/// <summary><c>send</c>: sends a text.</summary>
internal static class SendCommand
{
    public static Command Create()
    {
        var connection = new Connection();
        var from = new Argument<string>("from") { Description = "The name of the identity that sends." };
        var to = new Argument<string>("to")
        {
            Description = "The peer: zQ3sh…, 0x04…, compressed hex or a profile link.",
        };
        var text = new Argument<string>("text") { Description = "What to say." };
        var command = new Command("send", "Sends a text through a running silo.") { from, to, text };
        connection.AddTo(command);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await using var client = connection.Open(parsed);
                var bot = await client.OpenIdentityAsync(parsed.GetRequiredValue(from), cancellationToken);
                var receipt = await bot.SendAsync(
                    parsed.GetRequiredValue(to),
                    parsed.GetRequiredValue(text),
                    cancellationToken: cancellationToken
                );
                Console.WriteLine(receipt.MessageId);
                return 0;
            }
        );
        return command;
    }
}
