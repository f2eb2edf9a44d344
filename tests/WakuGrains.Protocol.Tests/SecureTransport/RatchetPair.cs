using System.Text;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Protocol.Tests.SecureTransport;

/// <summary>A message on its way.</summary>
internal sealed record Sent(RatchetHeader Header, byte[] Payload, byte[] Plaintext);

/// <summary>One side of a session: it moves on with each message and counts what it draws.</summary>
internal sealed class RatchetSide(DoubleRatchet ratchet, RatchetState state, IRandomSource source)
{
    private readonly CountingRandomSource random = new(source);

    public RatchetState State { get; private set; } = state;

    public MessageKeyStore Keys { get; private set; } = MessageKeyStore.Empty;

    public int Draws => random.Draws;

    public Sent Send(string text)
    {
        var plaintext = Encoding.UTF8.GetBytes(text);
        var encryption = ratchet.Encrypt(State, plaintext);
        State = encryption.State;
        return new Sent(encryption.Header, encryption.Payload, plaintext);
    }

    public List<Sent> SendMany(int count) => [.. Enumerable.Range(0, count).Select(i => Send($"message {i}"))];

    /// <summary>Receives, and checks the promise that a refusal changes nothing and draws nothing.</summary>
    public RatchetOutcome Receive(Sent message)
    {
        var drawn = Draws;
        var result = ratchet.Decrypt(State, Keys, message.Header, message.Payload, random);
        if (result.IsDecrypted)
        {
            result.Plaintext.ToArray().ShouldBe(message.Plaintext);
            (State, Keys) = (result.State, result.Keys);
            return result.Outcome;
        }

        result.State.ShouldBeSameAs(State);
        result.Keys.ShouldBeSameAs(Keys);
        result.Plaintext.IsEmpty.ShouldBeTrue();
        Draws.ShouldBe(drawn);
        return result.Outcome;
    }

    public void ShouldRead(Sent message) => Receive(message).ShouldBe(RatchetOutcome.Decrypted);
}

/// <summary>Both sides of a session over one of the suites, after X3DH.</summary>
internal sealed class RatchetPair
{
    public RatchetPair(
        RatchetSuite? suite = null,
        RatchetLimits? limits = null,
        int seed = 1,
        IRandomSource? aliceDraws = null
    )
    {
        Suite = suite ?? new Secp256k1RatchetSuite(TestCurves.Native);
        Ratchet = new DoubleRatchet(Suite, limits);
        var random = new FixedRandomSource(seed);
        Span<byte> secret = stackalloc byte[SharedKey.Length];
        random.Fill(secret, RandomPurpose.Storage);
        using var sharedKey = SharedKey.From(secret);
        Span<byte> prekey = stackalloc byte[RatchetSuite.SecretLength];
        var signedPrekey = Suite.GenerateKeyPair(random, prekey);
        aliceDraws ??= new FixedRandomSource(seed + 1);
        Alice = new(Ratchet, Ratchet.Initiate(sharedKey, signedPrekey, aliceDraws), aliceDraws);
        Bob = new(Ratchet, Ratchet.Respond(sharedKey, prekey, signedPrekey), new FixedRandomSource(seed + 2));
    }

    public static TheoryData<string> Suites => new("native", "managed", "Curve25519");

    public RatchetSuite Suite { get; }

    public DoubleRatchet Ratchet { get; }

    public RatchetSide Alice { get; }

    public RatchetSide Bob { get; }

    public static RatchetPair Over(string suite, RatchetLimits? limits = null) =>
        new(
            suite == "Curve25519" ? new Curve25519RatchetSuite() : new Secp256k1RatchetSuite(TestCurves.Get(suite)),
            limits
        );

    /// <summary>A message each way, so that both sides have stepped.</summary>
    public RatchetPair Warm()
    {
        Bob.ShouldRead(Alice.Send("hello"));
        Alice.ShouldRead(Bob.Send("hello yourself"));
        return this;
    }
}

/// <summary>Counts how often it is asked.</summary>
internal sealed class CountingRandomSource(IRandomSource random) : IRandomSource
{
    public int Draws { get; private set; }

    public void Fill(Span<byte> destination, RandomPurpose purpose)
    {
        Draws++;
        random.Fill(destination, purpose);
    }
}
