using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Protocol.Application;

/// <summary>
/// Every bound of the application layer, with its unit and its reason. What a peer sends is held against them before a signature
/// is recovered for it.
/// </summary>
public static class ApplicationLimits
{
    /// <summary>Bytes of a wrapped application message: what a ProtocolMessage can carry. Two hashes are made over it.</summary>
    public const int MaxWrappedLength = SecureTransportLimits.MaxMessageLength;

    /// <summary>Code points of a chat text: what a deployed receiver takes (facts app layer 2.2).</summary>
    public const int MaxTextCodePoints = 4096;

    /// <summary>
    /// Milliseconds that a chat clock may be ahead of its Waku timestamp cut to whole seconds (facts app layer 2.4). A received
    /// clock raises ours, so without a bound one message would put a chat into the far future.
    /// </summary>
    public const ulong MaxClockLeadMilliseconds = 120_000;

    /// <summary>Characters of a display name at least, unless it is empty (facts app layer 9).</summary>
    public const int MinDisplayNameLength = 5;

    /// <summary>Characters of a display name at most (facts app layer 9).</summary>
    public const int MaxDisplayNameLength = 24;

    /// <summary>Characters of a message id as text: 0x and 64 hex digits. It is stored with the message that it answers.</summary>
    public const int MessageIdTextLength = 66;

    /// <summary>Characters of a media type. RFC 6838 allows 127 on each side of the slash.</summary>
    public const int MaxContentTypeLength = 255;

    /// <summary>Headers of one content message: more than any bot of ours sends; each is an entry of a stored map.</summary>
    public const int MaxHeaders = 64;

    /// <summary>Characters of all header names and values of one content message: they are listed with every message.</summary>
    public const int MaxHeadersLength = 16 * 1024;

    /// <summary>
    /// Messages in one data-sync packet, each of which costs a signature recovery. The deployed network batches what is due at
    /// one tick of 300 ms.
    /// </summary>
    public const int MaxMvdsMessages = 1000;

    /// <summary>
    /// Ids in all lists of one data-sync packet together, each of which is looked up and written down: four times as many as
    /// messages can be acknowledged at one tick.
    /// </summary>
    public const int MaxMvdsIds = 4 * MaxMvdsMessages;

    /// <summary>Data segments of one message; the deployed network has no use for more than a few.</summary>
    public const int MaxSegments = 1024;

    /// <summary>Messages of one sender that are unfinished at a time; the oldest is given up for a new one.</summary>
    public const int MaxOpenAssemblies = 4;

    /// <summary>Completed messages of one sender whose late segments are recognised; each costs 32 bytes.</summary>
    public const int MaxCompletedAssemblies = 16;

    /// <summary>
    /// Bytes of segments held for one sender: a message of <see cref="SecureTransportLimits.MaxMessageLength"/> with one parity
    /// segment for eight.
    /// </summary>
    public const long MaxAssemblyLength = SecureTransportLimits.MaxMessageLength / 8L * 9;

    /// <summary>
    /// Zeros at a message's end that are restored with a lost last segment: parity does not say where its padding begins, and
    /// each guess costs a hash.
    /// </summary>
    public const int MaxTrailingZeros = 4;

    /// <summary>Characters of a profile link: its data decompresses to at most 4096 bytes (facts app layer 1).</summary>
    public const int MaxProfileLinkLength = 8192;

    /// <summary>Bytes of UTF-8 in the name or the type of an own device, as a pairing message gives it; both are stored.</summary>
    public const int MaxDeviceNameLength = 256;
}
