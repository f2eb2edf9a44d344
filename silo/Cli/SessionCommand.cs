using System.CommandLine;

namespace WakuGrains.Silo.Cli;

/// <summary><c>session</c>: what the silo has of each peer, and decisions about peers.</summary>
internal static class SessionCommand
{
    public static Command Create() =>
        new("session", "Sessions of an identity with its peers.")
        {
            CreateList(),
            CreateShow(),
            CreateReset(),
            CreateTrust(),
        };

    private static Command CreateList() =>
        BotCommand.Create(
            "list",
            "All of them.",
            [],
            [],
            async (bot, _, cancellationToken) => SessionReport.Print(await bot.ListSessionsAsync(cancellationToken))
        );

    private static Command CreateShow()
    {
        var peer = Peer();
        return BotCommand.Create(
            "show",
            "One of them: its devices, which ratchet session sends, what was not read lately.",
            [peer],
            [],
            async (bot, parsed, cancellationToken) =>
            {
                var name = parsed.GetRequiredValue(peer);
                SessionReport.Print(
                    await bot.GetSessionAsync(name, cancellationToken)
                        ?? throw new Hosting.SiloException(
                            $"There is no session with {name}. [session_not_found, peer]"
                        )
                );
            }
        );
    }

    private static Command CreateReset()
    {
        var peer = Peer();
        return BotCommand.Create(
            "reset",
            "Forgets the peer's devices and ratchets and sends it our bundle. What is under way to us is lost.",
            [peer],
            [],
            async (bot, parsed, cancellationToken) =>
            {
                await bot.ResetSessionAsync(parsed.GetRequiredValue(peer), cancellationToken);
                Console.WriteLine("Begun anew.");
            }
        );
    }

    private static Command CreateTrust()
    {
        var peer = Peer();
        var trust = new Argument<string>("trust") { Description = "The decision." };
        trust.AcceptOnlyFromAmong(TrustWords.Decisions);
        return BotCommand.Create(
            "trust",
            "Decides about a peer. Messages that were held are read, or dropped when it is refused.",
            [peer, trust],
            [],
            async (bot, parsed, cancellationToken) =>
            {
                var decision = TrustWords.Decision(parsed.GetRequiredValue(trust));
                await bot.DecideTrustAsync(parsed.GetRequiredValue(peer), decision, cancellationToken);
                Console.WriteLine(TrustWords.Of(decision));
            }
        );
    }

    private static Argument<string> Peer() =>
        new("peer") { Description = "The peer: zQ3sh…, 0x04…, compressed hex or a profile link." };
}
