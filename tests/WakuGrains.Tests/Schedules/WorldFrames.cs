using System.Security.Cryptography;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Schedules;

/// <summary>Who can read an envelope, as its frame and its entries say.</summary>
/// <param name="Identity">The identity that the frame is encrypted to; null for a symmetric frame.</param>
/// <param name="Installations">The devices with an entry of their own.</param>
/// <param name="Owners">The identities whose devices these are.</param>
/// <param name="IsForAny">Whether there is an entry for any device.</param>
internal sealed record Addressees(
    int? Identity,
    IReadOnlySet<string> Installations,
    IReadOnlySet<int> Owners,
    bool IsForAny
)
{
    /// <summary>Whether a device is among them.</summary>
    public bool Include(WorldDevice device) =>
        Installations.Contains(device.Id) || (IsForAny && Identity == device.Identity);
}

/// <summary>Opens and makes frames with every key of a world, as nobody in it could.</summary>
internal sealed class WorldFrames(IReadOnlyList<WorldDevice> devices, IReadOnlyList<KeyPair> keys, IRandomSource random)
{
    /// <summary>To whom an envelope goes.</summary>
    public Addressees Read(Envelope envelope)
    {
        var (identity, data) = Open(envelope);
        ProtocolMessage.TryDecode(data.Span, out var message, out var fault).ShouldBeTrue(fault.ToString());
        var installations = message!.Entries.Keys.Where(id => id != ProtocolMessage.AnyDevice).ToHashSet();
        var owners = devices
            .Where(device => installations.Contains(device.Id))
            .Select(device => device.Identity)
            .ToHashSet();
        return new(identity, installations, owners, message.Entries.ContainsKey(ProtocolMessage.AnyDevice));
    }

    /// <summary>The same content, changed, in a frame that somebody else has signed.</summary>
    public Envelope Forge(Envelope genuine, KeyPair signer, Func<ReadOnlyMemory<byte>, byte[]> change)
    {
        var (identity, data) = Open(genuine);
        var message = genuine.Message;
        var frame = identity is { } recipient
            ? PayloadV1.SealAsymmetric(TestWorld.Curve, change(data), signer, keys[recipient].PublicKey, random)
            : PayloadV1.SealSymmetric(TestWorld.Curve, change(data), signer, FindKey(message)!.Span, random);
        return new(genuine.PubsubTopic, WakuMessage.ForStatus(frame, message.ContentTopic, message.Timestamp ?? 0));
    }

    private (int? Identity, ReadOnlyMemory<byte> Data) Open(Envelope envelope)
    {
        var payload = envelope.Message.Payload.Span;
        if (FindKey(envelope.Message) is { } key)
            return (null, Opened(PayloadV1.OpenSymmetric(TestWorld.Curve, key.Span, payload)));
        for (var i = 0; i < keys.Count; i++)
            if (PayloadV1.OpenAsymmetric(TestWorld.Curve, keys[i], payload) is { IsOpened: true } opening)
                return (i, opening.Data);
        throw new CryptographicException("No identity of this world opens the frame.");
    }

    private static ReadOnlyMemory<byte> Opened(PayloadOpening opening) =>
        opening.IsOpened ? opening.Data : throw new CryptographicException("The topic's key does not open the frame.");

    private SecretBytes? FindKey(WakuMessage message) =>
        devices
            .SelectMany(device => device.Silo.Store.Contents.Listeners)
            .FirstOrDefault(listener =>
                listener.ContentTopic == message.ContentTopic && listener.SymmetricKey is not null
            )
            ?.SymmetricKey;
}
