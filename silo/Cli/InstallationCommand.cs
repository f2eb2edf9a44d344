using System.CommandLine;
using WakuGrains.Client;

namespace WakuGrains.Silo.Cli;

/// <summary><c>installation</c>: the devices of an identity, and which of them belong together.</summary>
internal static class InstallationCommand
{
    public static Command Create() =>
        new("installation", "Devices of an identity.")
        {
            CreateList(),
            CreatePair(),
            CreateUnpair(),
            CreateName(),
            CreateAnnounce(),
        };

    private static Command CreateList() =>
        BotCommand.Create(
            "list",
            "This device first, then those that were seen.",
            [],
            [],
            async (bot, _, cancellationToken) => Print(await bot.ListInstallationsAsync(cancellationToken))
        );

    private static Command CreatePair()
    {
        var id = Id();
        return BotCommand.Create(
            "pair",
            "Pairs another device: peers write to it too, and it gets copies. Do it on each device.",
            [id],
            [],
            async (bot, parsed, cancellationToken) =>
                Print(await bot.PairAsync(parsed.GetRequiredValue(id), cancellationToken))
        );
    }

    private static Command CreateUnpair()
    {
        var id = Id();
        return BotCommand.Create(
            "unpair",
            "Ends that.",
            [id],
            [],
            async (bot, parsed, cancellationToken) =>
                Print(await bot.UnpairAsync(parsed.GetRequiredValue(id), cancellationToken))
        );
    }

    private static Command CreateName()
    {
        var id = Id();
        var called = new Argument<string>("name") { Description = "What to call it; an empty name is none." };
        return BotCommand.Create(
            "name",
            "Names a device, this one or another.",
            [id, called],
            [],
            async (bot, parsed, cancellationToken) =>
                Print(
                    await bot.NameInstallationAsync(
                        parsed.GetRequiredValue(id),
                        parsed.GetRequiredValue(called),
                        cancellationToken
                    )
                )
        );
    }

    private static Command CreateAnnounce() =>
        BotCommand.Create(
            "announce",
            "Tells the identity's other devices that this one is there.",
            [],
            [],
            (bot, _, cancellationToken) => bot.AnnounceAsync(cancellationToken)
        );

    private static Argument<string> Id() => new("id") { Description = "The device's installation id." };

    private static void Print(IReadOnlyList<WakuInstallation> installations) =>
        Tables.Print(
            ["device", "", "name", "kind", "last seen", "prekey"],
            installations.Select(device =>
                (string[])
                    [
                        device.InstallationId,
                        device.Own ? "this one"
                        : device.Paired ? "paired"
                        : "not paired",
                        device.Name,
                        device.DeviceType,
                        Tables.Time(device.ActiveAt),
                        Tables.Number(device.PrekeyVersion),
                    ]
            )
        );
}
