namespace WakuGrains.Client.Tests;

public sealed class ReplyTests
{
    private const string Id = "0x0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Fact]
    public void The_same_reply_has_the_same_key() => ReplyKey.Make(Id, 1, "yes").ShouldBe(ReplyKey.Make(Id, 1, "yes"));

    [Fact]
    public void Everything_that_differs_makes_another_key()
    {
        string[] keys =
        [
            ReplyKey.Make(Id, 1, "yes"),
            ReplyKey.Make(Id, 2, "yes"),
            ReplyKey.Make(Id, 1, "no"),
            ReplyKey.Make(Id[..^1] + "0", 1, "yes"),
            ReplyKey.Make(Id, 1, new DataContent("a", "bc"u8.ToArray())),
            ReplyKey.Make(Id, 1, new DataContent("ab", "c"u8.ToArray())),
            ReplyKey.Make(Id, 1, new DataContent("a", "bc"u8.ToArray(), Headers("k", "v"))),
            ReplyKey.Make(Id, 1, new DataContent("a", "bc"u8.ToArray(), Headers("kv", ""))),
        ];
        keys.ShouldBeUnique();
    }

    [Fact]
    public void A_key_is_within_the_silos_limit() =>
        ReplyKey.Make(Id, int.MaxValue, "yes").Length.ShouldBeLessThanOrEqualTo(200);

    private static Dictionary<string, string> Headers(string name, string value) => new() { [name] = value };
}
