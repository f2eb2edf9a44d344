using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using WakuGrains.Engine;
using WakuGrains.Orleans.Storage;
using WakuGrains.Orleans.Tests.Cluster;
using WakuGrains.Ports;
using WakuGrains.Testing;

namespace WakuGrains.Orleans.Tests.Storage;

/// <summary>A storage has one data key, whoever starts first and whatever goes wrong, and only its protection keys open it.</summary>
public sealed class DataKeyTests
{
    private readonly SharedMemory memory = new();

    [Fact]
    public async Task Two_silos_that_start_at_once_have_the_same_key()
    {
        using var first = Ring(seed: 1);
        Task? starting = null;
        using var second = Ring(
            seed: 2,
            plan: call =>
            {
                if (call.Operation == StorageOperation.Write)
                    starting = first.LoadAsync().AsTask();
                return StorageFault.None;
            }
        );
        await second.LoadAsync();
        await starting.ShouldNotBeNull();
        AreTheSame(first, second);
    }

    [Theory]
    [InlineData(StorageFault.Before)]
    [InlineData(StorageFault.After)]
    public async Task A_key_whose_write_failed_is_made_or_found_at_the_next_attempt(StorageFault fault)
    {
        var failed = false;
        using var first = Ring(
            seed: 1,
            plan: call =>
            {
                if (failed || call.Operation != StorageOperation.Write)
                    return StorageFault.None;
                failed = true;
                return fault;
            }
        );
        await Should.ThrowAsync<IOException>(first.LoadAsync().AsTask());
        Should.Throw<InvalidOperationException>(() => first.Cipher);
        await first.LoadAsync();
        using var second = Ring(seed: 2);
        await second.LoadAsync();
        AreTheSame(first, second);
    }

    [Fact]
    public async Task Other_protection_keys_do_not_open_it_and_overwrite_nothing()
    {
        using (var first = Ring(seed: 1))
            await first.LoadAsync();
        var before = memory.Rows;
        foreach (var protector in new IKeyProtector[] { new OtherKeys(), new NoKeys() })
        {
            using var strange = Ring(seed: 2, protector);
            for (var i = 0; i < 2; i++)
                await Should.ThrowAsync<StoreUnavailableException>(strange.LoadAsync().AsTask());
        }

        memory.Rows.ShouldBe(before);
    }

    private DataKeyRing Ring(int seed, IKeyProtector? protector = null, Func<StorageCall, StorageFault>? plan = null)
    {
        DataKeyRing? ring = null;
        var services = new ServiceCollection().AddKeyedSingleton<IGrainStorage>(
            WakuStorage.ProviderName,
            (_, _) => new FaultyStorage(memory.With(new RowSerializer(ring!)), plan ?? (_ => StorageFault.None))
        );
        return ring = new DataKeyRing(
            services.BuildServiceProvider(),
            protector ?? PlainKeyProtector.Instance,
            new SeededRandom(seed)
        );
    }

    private static void AreTheSame(DataKeyRing one, DataKeyRing other)
    {
        var stored = one.Cipher.Seal("kind", "key", "row", 0, [1, 2, 3]);
        other.Cipher.Open("kind", "key", "row", 0, stored).ShouldBe([1, 2, 3]);
        Should.Throw<StateFormatException>(() => other.Cipher.Open("kind", "key", "other", 0, stored));
    }

    /// <summary>Unwraps to another key.</summary>
    private sealed class OtherKeys : IKeyProtector
    {
        public byte[] Protect(ReadOnlySpan<byte> key) => key.ToArray();

        public byte[] Unprotect(ReadOnlySpan<byte> wrapped) => new byte[wrapped.Length];
    }

    /// <summary>Does not know the key that was wrapped with.</summary>
    private sealed class NoKeys : IKeyProtector
    {
        public byte[] Protect(ReadOnlySpan<byte> key) => key.ToArray();

        public byte[] Unprotect(ReadOnlySpan<byte> wrapped) =>
            throw new CryptographicException("The key is not in the ring.");
    }
}
