using Shouldly;
using WakuGrains.Interop.Tests.Processes;
using WakuGrains.PeerDriver.Randomness;
using WakuGrains.Protocol.Primitives;
using Xunit;

namespace WakuGrains.Interop.Tests.Driver;

/// <summary>A conversation of the two processes, message by message, on a network without order.</summary>
public sealed class LongConversationTests(StatusPeerInstallation installation)
{
    private const long Now = 1_700_000_000_000;
    private const int Steps = 400;

    [Theory]
    [InlineData(Beginner.Ours)]
    [InlineData(Beginner.Theirs)]
    public async Task What_arrives_is_read_whatever_came_before_it(Beginner beginner)
    {
        await using var pair = await PeerPair.StartAsync(installation, beginner);
        Direction[] directions = [new(pair.First, pair.Second, "a"), new(pair.Second, pair.First, "b")];
        var chance = new SeededRandomSource("long");
        for (var step = 0; step < Steps; step++)
        {
            var direction = directions[Draw(chance, 2)];
            if (Draw(chance, 2) == 0)
                await direction.EncryptAsync(step);
            else
                await direction.DecryptAsync(Draw(chance, 256), isLost: Draw(chance, 16) == 0);
        }

        foreach (var direction in directions)
            direction.ReadCount.ShouldBeGreaterThan(Steps / 8);
    }

    private static int Draw(SeededRandomSource chance, int below)
    {
        Span<byte> draw = stackalloc byte[1];
        chance.Fill(draw, RandomPurpose.Padding);
        return draw[0] % below;
    }

    private sealed class Direction(RemotePeer from, RemotePeer to, string name)
    {
        private readonly List<(string Plaintext, string Message)> underWay = [];

        public int ReadCount { get; private set; }

        public async Task EncryptAsync(int step)
        {
            var plaintext = $"{name}{name}{step:d6}";
            var encrypted = await from.OkAsync(
                "encrypt",
                new
                {
                    to_identity = to.Identity,
                    plaintext,
                    now = Now + step,
                }
            );
            underWay.Add((plaintext, encrypted.Text("message")));
        }

        public async Task DecryptAsync(int which, bool isLost)
        {
            if (underWay.Count == 0)
                return;
            var (plaintext, message) = underWay[which % underWay.Count];
            underWay.RemoveAt(which % underWay.Count);
            if (isLost)
                return;
            var read = await to.OkAsync("decrypt", new { from_identity = from.Identity, message });
            read.Text("plaintext").ShouldBe(plaintext);
            ReadCount++;
        }
    }
}
