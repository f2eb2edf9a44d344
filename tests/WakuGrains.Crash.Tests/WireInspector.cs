using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using WakuGrains.Embedded.InProcess;
using WakuGrains.Engine;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Silo.Security;
using WakuGrains.Testing;
using WakuGrains.Topics;

namespace WakuGrains.Crash.Tests;

/// <summary>
/// Opens what travelled, with the keys in the silo's own store, and looks for a message key under which two different
/// ciphertexts were made: a key is named by session, ratchet key and number.
/// </summary>
internal static class WireInspector
{
    /// <summary>How many message keys were seen, and those with more than one ciphertext.</summary>
    public static async Task<(int Keys, IReadOnlyList<string> UsedTwice)> InspectAsync(string directory, string wireLog)
    {
        var services = new ServiceCollection();
        services
            .AddDataProtection()
            .SetApplicationName(DataProtectionKeyProtector.ApplicationName)
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(directory, "keys")));
        await using var protection = services.BuildServiceProvider();
        var protector = new DataProtectionKeyProtector(protection.GetRequiredService<IDataProtectionProvider>());

        // Another network: nothing that this silo does is part of the record.
        await using var silo = await TestSilo.StartAsync(
            directory,
            new InProcessWakuNetwork(),
            added => added.AddSingleton<IKeyProtector>(protector)
        );
        var ciphertexts = new Dictionary<string, HashSet<string>>();
        foreach (var line in await File.ReadAllLinesAsync(wireLog))
        foreach (var (key, ciphertext) in await OpenAsync(silo, JsonDocument.Parse(line).RootElement))
        {
            if (!ciphertexts.TryGetValue(key, out var seen))
                ciphertexts[key] = seen = [];
            seen.Add(ciphertext);
        }

        return (ciphertexts.Count, [.. ciphertexts.Where(entry => entry.Value.Count > 1).Select(entry => entry.Key)]);
    }

    private static async Task<List<(string Key, string Ciphertext)>> OpenAsync(TestSilo silo, JsonElement line)
    {
        var curve = silo.Services.GetRequiredService<ISecp256k1>();
        var payload = Convert.FromHexString(line.GetProperty("payload").GetString()!);
        var listeners = silo
            .Services.GetRequiredService<TopicTable>()
            .Find(line.GetProperty("contentTopic").GetString()!);
        foreach (var listener in listeners)
        {
            var opening = listener.SymmetricKey is { } key
                ? PayloadV1.OpenSymmetric(curve, key.Span, payload)
                : PayloadV1.OpenAsymmetric(curve, await IdentityAsync(silo, listener), payload);
            if (opening.IsOpened && ProtocolMessage.TryDecode(opening.Data.Span, out var message, out _))
                return [.. message.Entries.Values.SelectMany(Ratcheted)];
        }

        throw new InvalidOperationException("A published envelope is for none of the silo's own bots.");
    }

    private static IEnumerable<(string, string)> Ratcheted(EncryptedEntry entry)
    {
        if (entry.Ratchet is { } ratchet)
            yield return (
                $"{ratchet.SignedPrekey}/{ratchet.Header.Key}/{ratchet.Header.N}",
                Convert.ToHexString(entry.Payload.Span)
            );
    }

    private static async Task<KeyPair> IdentityAsync(TestSilo silo, TopicListener listener) =>
        await silo
            .Services.GetRequiredService<IEntities>()
            .Identity(listener.Installation.Identity)
            .FindKeyPairAsync(CancellationToken.None)
        ?? throw new InvalidOperationException("A listener without an identity.");
}
