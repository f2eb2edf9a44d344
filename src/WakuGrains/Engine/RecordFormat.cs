using Google.Protobuf;

namespace WakuGrains.Engine;

/// <summary>Reads records and refuses what this build does not understand.</summary>
internal static class RecordFormat
{
    /// <summary>Parses a record.</summary>
    /// <exception cref="StateFormatException">It is damaged.</exception>
    public static T Parse<T>(MessageParser<T> parser, byte[] bytes, string kind)
        where T : IMessage<T> => Parse(() => parser.ParseFrom(bytes), kind);

    /// <summary>Parses a record inside another.</summary>
    /// <exception cref="StateFormatException">It is damaged.</exception>
    public static T Parse<T>(MessageParser<T> parser, ByteString bytes, string kind)
        where T : IMessage<T> => Parse(() => parser.ParseFrom(bytes), kind);

    /// <summary>Makes a state of parsed records.</summary>
    /// <exception cref="StateFormatException">A field does not hold what it should: a key has the wrong length or is no point.</exception>
    public static T Restore<T>(string kind, Func<T> restore)
    {
        try
        {
            return restore();
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw new StateFormatException($"A record of kind '{kind}' is damaged.", exception);
        }
    }

    /// <summary>Refuses a record of another format than this build writes.</summary>
    /// <exception cref="StateFormatException">The format is not known.</exception>
    public static void Require(uint format, uint known, string kind)
    {
        if (format != known)
            throw new StateFormatException(
                $"A record of kind '{kind}' has format {format}; this version reads format {known}."
            );
    }

    private static T Parse<T>(Func<T> parse, string kind)
    {
        try
        {
            return parse();
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new StateFormatException($"A record of kind '{kind}' is damaged.", exception);
        }
    }
}
