using System.CommandLine;
using System.Net;
using WakuGrains.Client;

namespace WakuGrains.Silo.Cli;

/// <summary>A command about one identity of a running silo. Unlike a bot, it creates none: a mistyped name is a mistake.</summary>
internal static class BotCommand
{
    /// <summary>Makes a command whose first argument is the identity.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="description">What it does.</param>
    /// <param name="arguments">Its other arguments.</param>
    /// <param name="options">Its own options.</param>
    /// <param name="act">What it does with the identity.</param>
    public static Command Create(
        string name,
        string description,
        IEnumerable<Argument> arguments,
        IEnumerable<Option> options,
        Func<IWakuBot, ParseResult, CancellationToken, Task> act
    )
    {
        var connection = new Connection();
        var identity = new Argument<string>("identity") { Description = "The identity's name." };
        var command = new Command(name, description) { identity };
        foreach (var argument in arguments)
            command.Arguments.Add(argument);
        foreach (var option in options)
            command.Options.Add(option);
        connection.AddTo(command);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await using var client = connection.Open(parsed);
                await act(
                    await FindAsync(client, parsed.GetRequiredValue(identity), cancellationToken),
                    parsed,
                    cancellationToken
                );
                return 0;
            }
        );
        return command;
    }

    private static async Task<IWakuBot> FindAsync(
        WakuClient client,
        string name,
        CancellationToken cancellationToken
    ) =>
        await client.FindIdentityAsync(name, cancellationToken)
        ?? throw new WakuRequestException(
            HttpStatusCode.NotFound,
            "identity_not_found",
            "name",
            $"There is no identity named '{name}'."
        );
}
