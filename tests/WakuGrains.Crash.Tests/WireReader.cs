using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WakuGrains.Engine;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Silo.Hosting;

namespace WakuGrains.Crash.Tests;

/// <summary>
/// Reads what a silo wrote into its wire log, with the keys that lie in the silo's own data directory: those of the topics and
/// of the identities. Nothing in the silo helps it.
/// </summary>
internal sealed class WireReader
{
    private readonly ISecp256k1 curve;
    private readonly List<TopicListener> listeners = [];
    private readonly Dictionary<IdentityKey, KeyPair> identities = [];

    private WireReader(ISecp256k1 curve) => this.curve = curve;

    /// <summary>Takes the keys out of the data directory of a silo that does not run any more.</summary>
    public static async Task<WireReader> OpenAsync(string data)
    {
        await using var silo = SiloHost.Build(new SiloOptions { Data = new DataDirectory(data) });
        var store = silo.Services.GetRequiredService<IEntityStore>();
        await store.OpenAsync(CancellationToken.None);
        var entities = silo.Services.GetRequiredService<IEntities>();
        var reader = new WireReader(silo.Services.GetRequiredService<ISecp256k1>());
        await foreach (var listener in store.ReadListenersAsync(CancellationToken.None))
        {
            reader.listeners.Add(listener);
            var identity = listener.Installation.Identity;
            reader.identities[identity] = (
                await entities.Identity(identity).FindSecretsAsync(CancellationToken.None)
            )!.KeyPair;
        }

        return reader;
    }

    /// <summary>Every message in a wire log with the hash of its envelope; a frame that no key opens is a fault.</summary>
    public IEnumerable<(string Hash, ProtocolMessage Message)> Read(string path)
    {
        foreach (var line in File.ReadLines(path))
        {
            using var json = JsonDocument.Parse(line);
            var envelope = json.RootElement;
            var topic = envelope.GetProperty("contentTopic").GetString()!;
            var payload = Convert.FromHexString(envelope.GetProperty("payload").GetString()!);
            if (!ProtocolMessage.TryDecode(Open(topic, payload).Span, out var message, out var fault))
                throw new InvalidDataException($"A message on the wire is not one: {fault}.");
            yield return (envelope.GetProperty("hash").GetString()!, message);
        }
    }

    private ReadOnlyMemory<byte> Open(string topic, byte[] payload)
    {
        foreach (var listener in listeners.Where(listener => listener.ContentTopic == topic))
        {
            var opening = listener.SymmetricKey is { } key
                ? PayloadV1.OpenSymmetric(curve, key.Span, payload)
                : PayloadV1.OpenAsymmetric(curve, identities[listener.Installation.Identity], payload);
            if (opening.IsOpened)
                return opening.Data;
        }

        throw new InvalidDataException($"Nobody can read a frame on {topic}.");
    }
}
