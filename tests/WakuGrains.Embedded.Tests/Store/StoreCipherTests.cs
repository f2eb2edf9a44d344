using Shouldly;
using WakuGrains.Conformance;
using WakuGrains.Embedded.Sqlite;
using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Storage;
using Xunit;

namespace WakuGrains.Embedded.Tests.Store;

/// <summary>A record opens in its place and nowhere else.</summary>
public sealed class StoreCipherTests : IDisposable
{
    private readonly StoreCipher cipher = new(new byte[32], SystemRandomSource.Instance);

    public void Dispose() => cipher.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2000)]
    [InlineData(EngineLimits.MaxPartLength)]
    public void What_was_sealed_opens_and_never_looks_the_same_twice(int length)
    {
        var plaintext = new byte[length];
        var sealedOnce = cipher.Seal("session", "key", "main", 3, plaintext);
        sealedOnce.Length.ShouldBe(length + 28);
        cipher.Open("session", "key", "main", 3, sealedOnce).ShouldBe(plaintext);
        cipher.Seal("session", "key", "main", 3, plaintext).ShouldNotBe(sealedOnce);
    }

    [Theory]
    [InlineData("sessio", "nkey", "main", 3)]
    [InlineData("session", "kez", "main", 3)]
    [InlineData("session", "key", "skipped", 3)]
    [InlineData("session", "key", "main", 2)]
    public void In_another_place_it_does_not_open(string kind, string key, string part, long version)
    {
        var stored = cipher.Seal("session", "key", "main", 3, [1, 2, 3]);
        Should.Throw<StateFormatException>(() => cipher.Open(kind, key, part, version, stored));
    }

    [Fact]
    public void With_any_bit_changed_or_any_byte_cut_off_it_does_not_open()
    {
        var stored = cipher.Seal("session", "key", "main", 3, [1, 2, 3]);
        for (var bit = 0; bit < stored.Length * 8; bit++)
        {
            var changed = stored.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Should.Throw<StateFormatException>(() => cipher.Open("session", "key", "main", 3, changed));
        }

        for (var length = 0; length < stored.Length; length++)
            Should.Throw<StateFormatException>(() =>
                cipher.Open("session", "key", "main", 3, stored.AsSpan(0, length))
            );
    }

    [Fact]
    public void A_very_long_place_is_a_place_too()
    {
        var key = new string('k', 5000);
        cipher.Open("session", key, "main", 1, cipher.Seal("session", key, "main", 1, [7])).ShouldBe([7]);
    }

    [Fact]
    public void A_fingerprint_knows_the_same_message_again_and_depends_on_its_key()
    {
        using var other = new StoreCipher([.. Enumerable.Repeat((byte)1, 32)], SystemRandomSource.Instance);
        var (one, sender) = (cipher.Fingerprint(Samples.Sender(1), [1, 2]), Samples.Sender(1));
        cipher.Fingerprint(sender, [1, 2]).ShouldBe(one);
        cipher.Fingerprint(sender, [2, 1]).ShouldNotBe(one);
        cipher.Fingerprint(Samples.Sender(2), [1, 2]).ShouldNotBe(one);
        other.Fingerprint(sender, [1, 2]).ShouldNotBe(one);
        using var key = cipher.CopyFingerprintKey();
        other.UseFingerprintKey(key.Span);
        other.Fingerprint(sender, [1, 2]).ShouldBe(one);
    }

    [Fact]
    public void With_wiped_keys_nothing_is_sealed_opened_or_named()
    {
        var stored = cipher.Seal("session", "key", "main", 3, [1]);
        cipher.Dispose();
        Should.Throw<ObjectDisposedException>(() => cipher.Seal("session", "key", "main", 3, [1]));
        Should.Throw<ObjectDisposedException>(() => cipher.Open("session", "key", "main", 3, stored));
        Should.Throw<ObjectDisposedException>(() => cipher.Authenticate("session", "key", 3, [1], new byte[32]));
        Should.Throw<ObjectDisposedException>(() => cipher.Fingerprint(Samples.Sender(1), [1]));
        Should.Throw<ObjectDisposedException>(cipher.CopyFingerprintKey);
    }

    [Fact]
    public async Task Whatever_is_sealed_while_the_keys_are_wiped_was_sealed_with_them()
    {
        for (var round = 0; round < 200; round++)
        {
            var key = new byte[32];
            SystemRandomSource.Instance.Fill(key, RandomPurpose.Storage);
            using var opener = new StoreCipher([.. key], SystemRandomSource.Instance);
            var wiped = new StoreCipher(key, SystemRandomSource.Instance);
            using var started = new ManualResetEventSlim();
            var sealing = Task.Run(() => SealUntilWiped(wiped, started));
            started.Wait();
            wiped.Dispose();
            foreach (var stored in await sealing)
                opener.Open("session", "key", "main", 3, stored).ShouldBe([1]);
        }
    }

    private static List<byte[]> SealUntilWiped(StoreCipher cipher, ManualResetEventSlim started)
    {
        var all = new List<byte[]>();
        while (all.Count < 100_000)
        {
            try
            {
                all.Add(cipher.Seal("session", "key", "main", 3, [1]));
                started.Set();
            }
            catch (ObjectDisposedException)
            {
                break;
            }
        }

        return all;
    }
}
