using System.Collections.Immutable;
using Google.Protobuf;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Orleans.Serialization.Protocol;

/// <summary>
/// A <see cref="ProtocolMessage"/>, bundles and entries in their protobuf form. Not the whole message in that form: what was within
/// the limits as a peer wrote it may be beyond them written anew.
/// </summary>
[GenerateSerializer]
internal struct ProtocolMessageSurrogate
{
    [Id(0)]
    public string InstallationId;

    [Id(1)]
    public byte[][] Bundles;

    [Id(2)]
    public ReadOnlyMemory<byte> PublicMessage;

    [Id(3)]
    public Dictionary<string, byte[]> Entries;
}

[RegisterConverter]
internal sealed class ProtocolMessageConverter : IConverter<ProtocolMessage, ProtocolMessageSurrogate>
{
    public ProtocolMessage ConvertFromSurrogate(in ProtocolMessageSurrogate surrogate) =>
        new(
            surrogate.InstallationId,
            [.. surrogate.Bundles.Select(BundleMessage.Parser.ParseFrom)],
            surrogate.PublicMessage,
            surrogate.Entries.ToImmutableDictionary(
                entry => entry.Key,
                entry => Read(entry.Value),
                StringComparer.Ordinal
            )
        );

    public ProtocolMessageSurrogate ConvertToSurrogate(in ProtocolMessage value) =>
        new()
        {
            InstallationId = value.InstallationId,
            Bundles = [.. value.Bundles.Select(bundle => bundle.ToByteArray())],
            PublicMessage = value.PublicMessage,
            Entries = value.Entries.ToDictionary(
                entry => entry.Key,
                entry => EntryCodec.ToProto(entry.Value).ToByteArray()
            ),
        };

    private static EncryptedEntry Read(byte[] entry) =>
        EntryCodec.Read(EncryptedMessage.Parser.ParseFrom(entry))
        ?? throw new FormatException("An entry of a message has a key of the wrong length.");
}
