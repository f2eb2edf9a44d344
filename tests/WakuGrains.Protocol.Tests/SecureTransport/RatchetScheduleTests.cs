using FsCheck;
using FsCheck.Fluent;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Protocol.Tests.SecureTransport;

/// <summary>
/// Any schedule of sending, losing, repeating, reordering and forging, both ways: each message that arrives is read exactly
/// once, and nothing else is read.
/// </summary>
public sealed class RatchetScheduleTests
{
    private const int LongestSchedule = 120;

    /// <summary>What happens next, and which message on its way it happens to.</summary>
    private enum Step
    {
        AliceSends,
        BobSends,
        Arrives,
        ArrivesAgain,
        ArrivesChanged,
        IsLost,
    }

    [Theory]
    [InlineData("native")]
    [InlineData("Curve25519")]
    public void Each_message_that_arrives_is_read_exactly_once(string suite) =>
        Properties.Hold(Prop.ForAll(Schedules, schedule => new Network(RatchetPair.Over(suite)).Play(schedule)));

    private static Arbitrary<(Step Step, int Pick)[]> Schedules =>
        Arb.From(
            Gen.Choose(1, LongestSchedule)
                .SelectMany(length =>
                    Gen.Frequency(
                            (4, Gen.Elements(Step.AliceSends, Step.BobSends)),
                            (4, Gen.Constant(Step.Arrives)),
                            (1, Gen.Elements(Step.ArrivesAgain, Step.ArrivesChanged, Step.IsLost))
                        )
                        .SelectMany(step => Gen.Choose(0, 1000).Select(pick => (step, pick)))
                        .ArrayOf(length)
                )
        );

    private sealed class Network(RatchetPair pair)
    {
        private readonly List<(RatchetSide To, Sent Message)> onTheirWay = [];
        private readonly List<(RatchetSide To, Sent Message)> arrived = [];
        private int count;

        public void Play((Step Step, int Pick)[] schedule)
        {
            foreach (var (step, pick) in schedule)
                Play(step, pick);
            while (onTheirWay.Count > 0)
                Play(Step.Arrives, onTheirWay.Count / 2);
            foreach (var (to, message) in arrived)
                to.Receive(message).ShouldNotBe(RatchetOutcome.Decrypted);
        }

        private void Play(Step step, int pick)
        {
            switch (step)
            {
                case Step.AliceSends:
                    onTheirWay.Add((pair.Bob, pair.Alice.Send($"message {count++}")));
                    break;
                case Step.BobSends:
                    onTheirWay.Add((pair.Alice, pair.Bob.Send($"message {count++}")));
                    break;
                case Step.Arrives when Take(pick) is var (to, message):
                    to.ShouldRead(message);
                    arrived.Add((to, message));
                    break;
                case Step.ArrivesAgain when arrived.Count > 0:
                    var (receiver, repeat) = arrived[pick % arrived.Count];
                    receiver.Receive(repeat).ShouldNotBe(RatchetOutcome.Decrypted);
                    break;
                case Step.ArrivesChanged when onTheirWay.Count > 0:
                    var (victim, genuine) = onTheirWay[pick % onTheirWay.Count];
                    victim.Receive(Changed(genuine, pick)).ShouldNotBe(RatchetOutcome.Decrypted);
                    break;
                case Step.IsLost:
                    Take(pick);
                    break;
            }
        }

        private (RatchetSide To, Sent Message)? Take(int pick)
        {
            if (onTheirWay.Count == 0)
                return null;
            var taken = onTheirWay[pick % onTheirWay.Count];
            onTheirWay.Remove(taken);
            return taken;
        }

        private static Sent Changed(Sent message, int pick)
        {
            var payload = (byte[])message.Payload.Clone();
            payload[pick % payload.Length] ^= 1;
            return (pick % 3) switch
            {
                0 => message with { Header = message.Header with { N = message.Header.N + 1 } },
                1 => message with { Header = message.Header with { Pn = message.Header.Pn + 1 } },
                _ => message with { Payload = payload },
            };
        }
    }
}
