using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;

namespace WakuGrains.Protocol.Wire;

/// <summary>Parses protobuf of a peer: what does not parse is a value and not an exception.</summary>
internal static class ProtoReader
{
    public static bool TryParse<T>(
        MessageParser<T> parser,
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out T? message
    )
        where T : class, IMessage<T>
    {
        try
        {
            message = parser.ParseFrom(bytes);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            message = null;
            return false;
        }
    }
}
