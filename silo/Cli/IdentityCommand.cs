using System.CommandLine;
using WakuGrains.Client;
using WakuGrains.Silo.Api;

namespace WakuGrains.Silo.Cli;

/// <summary><c>identity</c>: opens and lists identities, prints contact cards, chooses with whom they converse.</summary>
internal static class IdentityCommand
{
    public static Command Create() =>
        new("identity", "Identities of a running silo.")
        {
            CreateOpen(),
            CreateList(),
            CreateCard(),
            CreateTrust(),
            IdentityKeyCommands.CreateImport(),
            IdentityKeyCommands.CreateExport(),
        };

    /// <summary>How an identity is shown.</summary>
    public static string Line(WakuIdentity identity) => $"{identity.Name}  {identity.PublicKey}";

    private static Command CreateOpen()
    {
        var connection = new Connection();
        var name = new Argument<string>("name") { Description = "The identity's name." };
        var command = new Command("open", "Opens an identity; makes its key when the name is new.") { name };
        connection.AddTo(command);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await using var client = connection.Open(parsed);
                var bot = await client.OpenIdentityAsync(parsed.GetRequiredValue(name), cancellationToken);
                Console.WriteLine(Line(bot.Identity));
                return 0;
            }
        );
        return command;
    }

    private static Command CreateList()
    {
        var connection = new Connection();
        var command = new Command("list", "The tenant's identities.");
        connection.AddTo(command);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await using var client = connection.Open(parsed);
                foreach (var identity in await client.ListIdentitiesAsync(cancellationToken))
                    Console.WriteLine(Line(identity));
                return 0;
            }
        );
        return command;
    }

    private static Command CreateCard()
    {
        var connection = new Connection();
        var name = new Argument<string>("name") { Description = "The identity's name." };
        var qr = new Option<bool>("--qr") { Description = "Draw it as a QR code too." };
        var command = new Command("card", "The identity's contact card.") { name, qr };
        connection.AddTo(command);
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await using var client = connection.Open(parsed);
                var bot = await client.OpenIdentityAsync(parsed.GetRequiredValue(name), cancellationToken);
                var card = await bot.GetContactCardAsync(cancellationToken);
                Console.WriteLine(card.Text);
                if (parsed.GetValue(qr))
                    Console.WriteLine(QrCode.Terminal(card.Text));
                return 0;
            }
        );
        return command;
    }

    private static Command CreateTrust()
    {
        var policy = new Argument<string?>("policy")
        {
            Description = "With everybody (first_use), pinned peers, or those about whom you decide (ask).",
            Arity = ArgumentArity.ZeroOrOne,
        };
        policy.AcceptOnlyFromAmong(TrustWords.Policies);
        return BotCommand.Create(
            "trust",
            "With whom the identity converses; shows it without a policy.",
            [policy],
            [],
            async (bot, parsed, cancellationToken) =>
            {
                var chosen = parsed.GetValue(policy) is { } word ? TrustWords.Policy(word) : bot.Identity.TrustPolicy;
                if (chosen != bot.Identity.TrustPolicy)
                    await bot.SetTrustPolicyAsync(chosen, cancellationToken);
                Console.WriteLine(TrustWords.Of(chosen));
            }
        );
    }
}
