using System.Text.Json.Nodes;
using WakuGrains.PeerDriver.Json;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.PeerDriver.Views;

/// <summary>A WakuMessage with its hash and its protobuf form.</summary>
internal static class WakuView
{
    public static JsonObject Of(string kind, Envelope envelope)
    {
        var message = envelope.Message;
        return new()
        {
            ["kind"] = kind,
            ["payload"] = Replies.Hex(message.Payload),
            ["contentTopic"] = message.ContentTopic,
            ["version"] = message.Version ?? 0,
            ["timestamp"] = Replies.Decimal(message.Timestamp ?? 0),
            ["meta"] = Replies.Hex(message.Meta ?? default),
            ["ephemeral"] = message.Ephemeral ?? false,
            ["pubsub_topic"] = envelope.PubsubTopic,
            ["hash"] = envelope.Hash.ToString(),
            ["wire"] = Replies.Hex(Encode(message)),
        };
    }

    private static byte[] Encode(WakuMessage message)
    {
        try
        {
            return message.Encode();
        }
        catch (InvalidOperationException beyondLimits)
        {
            throw new DriverException(ErrorKind.TooLarge, beyondLimits.Message);
        }
    }
}
