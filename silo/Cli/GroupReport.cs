using WakuGrains.Client;

namespace WakuGrains.Silo.Cli;

/// <summary>Prints groups: one line each, or one with its keys.</summary>
internal static class GroupReport
{
    /// <summary>One line for each group.</summary>
    public static void Print(IReadOnlyList<WakuGroup> groups) =>
        Tables.Print(
            ["group", "chat", "owner", "keys", "waiting"],
            groups.Select(group =>
                (string[])
                    [
                        group.GroupId,
                        group.ChatId,
                        group.Owner ?? "",
                        Tables.Number(group.Keys.Count),
                        Tables.Number(group.Waiting),
                    ]
            )
        );

    /// <summary>All of one group.</summary>
    public static void Print(WakuGroup group)
    {
        Console.WriteLine($"group     {group.GroupId}");
        Console.WriteLine($"chat      {Terminal.Printable(group.ChatId)}");
        Console.WriteLine($"topic     {group.ContentTopic}");
        Console.WriteLine($"owner     {group.Owner ?? "not known: waits for a key"}");
        Console.WriteLine($"waiting   {group.Waiting} messages");
        if (group.Keys.Count == 0)
            return;
        Console.WriteLine();
        Tables.Print(["key", "", "made", "position"], group.Keys.Select(Line));
    }

    private static string[] Line(WakuGroupKey key) =>
        [
            key.KeyId[..14] + "…",
            key.MaySend ? "sends" : "receives",
            Tables.Time(key.CreatedAt),
            Tables.Number(key.Position),
        ];
}
