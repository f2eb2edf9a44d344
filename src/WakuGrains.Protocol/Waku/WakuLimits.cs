namespace WakuGrains.Protocol.Waku;

/// <summary>Every bound of the Waku layer, with its unit and its reason.</summary>
public static class WakuLimits
{
    /// <summary>
    /// Bytes of an encoded WakuMessage: 1 MiB, what the nodes of the Status network relay. Anything longer is refused before
    /// it is parsed. Most other networks relay 150 KiB; content is bounded so that what we send stays below that.
    /// </summary>
    public const int MaxMessageLength = 1024 * 1024;

    /// <summary>Bytes of the meta field (14/WAKU2-MESSAGE).</summary>
    public const int MaxMetaLength = 64;

    /// <summary>
    /// UTF-8 bytes of a content topic. The specification sets none; the longest in use is below 100, and each one that we
    /// listen on is kept in memory.
    /// </summary>
    public const int MaxContentTopicLength = 256;

    /// <summary>
    /// Bytes of data in a 26/WAKU2-PAYLOAD frame: what its length field of three bytes can say. A longer one would run into
    /// the signature flag.
    /// </summary>
    public const int MaxFrameDataLength = (1 << 24) - 1;

    /// <summary>A frame is padded to a multiple of this many bytes (26/WAKU2-PAYLOAD).</summary>
    public const int FrameBlockLength = 256;
}
