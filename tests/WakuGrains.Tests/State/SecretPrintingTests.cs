using System.Text;
using WakuGrains.Engine;
using WakuGrains.Identities;
using WakuGrains.Installations;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;
using WakuGrains.Tests.Archives;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.State;

/// <summary>Whatever of a state gets into a log, no secret does: every object of every state is printed and searched.</summary>
public sealed class SecretPrintingTests
{
    // Enough of a secret to be told from chance, in every form in which bytes are printed.
    private const int Excerpt = 6;

    [Fact]
    public void No_part_of_a_state_prints_a_secret()
    {
        var (identity, installation, session, group) = (
            SampleStates.Identity(),
            SampleStates.Installation(),
            SampleStates.Session(),
            SampleStates.Group()
        );
        var world = new TestWorld();
        var device = Installation.GetDevice(installation, OwnIdentity.Of(world.NewKeyPair()), world.Turn).Result;
        object[] roots =
        [
            identity,
            installation,
            session,
            group,
            device,
            Listener(session),
            SampleStates.Mailbox(),
            SampleStates.Catalog(),
            SampleStates.TopicShard(),
            SampleStates.SentLog(),
            .. ArchiveSample.Everything,
        ];
        var objects = roots.SelectMany(root => ObjectGraph.Walk(root)).Where(found => !IsRaw(found.Value)).ToList();
        var secrets = objects.SelectMany(found => Secrets(found.Value)).ToList();
        secrets.Count.ShouldBeGreaterThan(15);

        var forms = secrets.SelectMany(Forms).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (path, value) in objects)
        {
            var printed = value.ToString()!;
            foreach (var form in forms)
                printed.ShouldNotContain(form, Case.Insensitive, $"{value.GetType().Name} at {path}");
        }
    }

    [Fact]
    public void Private_halves_are_among_what_is_searched_for()
    {
        var pair = SampleStates.Identity().KeyPair!;
        Secrets(pair).ShouldHaveSingleItem().ShouldBe(pair.PrivateKey.ToArray());
        Forms(pair.PrivateKey.ToArray()).ShouldContain(Convert.ToHexString(pair.PrivateKey[..Excerpt]));
    }

    private static TopicListener Listener(SessionState session) =>
        new(session.Key.Own, session.Negotiated!.ContentTopic, TopicKind.Negotiated, session.Negotiated.Key);

    // Bytes, and the library's own collections, print their type.
    private static bool IsRaw(object value) => value is byte[] or ReadOnlyMemory<byte>;

    private static IEnumerable<byte[]> Secrets(object holder) =>
        holder switch
        {
            KeyPair pair => [pair.PrivateKey.ToArray()],
            SharedKey key => [key.Bytes.ToArray()],
            SecretBytes secret => [secret.Span.ToArray()],
            SkippedMessageKey key => [key.Key.ToArray()],
            RatchetState state =>
            [
                state.RootKey.ToArray(),
                state.SendingChainKey.ToArray(),
                state.ReceivingChainKey.ToArray(),
                state.OwnPrivateKey.ToArray(),
            ],
            _ => [],
        };

    private static IEnumerable<string> Forms(byte[] secret)
    {
        var excerpt = secret[..Excerpt];
        return
        [
            Convert.ToHexString(excerpt),
            Convert.ToBase64String(excerpt),
            string.Join('-', excerpt.Select(each => each.ToString("X2"))),
            string.Join(", ", excerpt),
            string.Join(' ', excerpt),
        ];
    }
}
