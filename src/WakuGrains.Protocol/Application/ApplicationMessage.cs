using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.Application;

/// <summary>An ApplicationMetadataMessage after its signature was checked.</summary>
/// <param name="Author">Who signed it; the signer of the frame when it carries no signature.</param>
/// <param name="IsSigned">Whether it carries a signature of its own.</param>
/// <param name="Type">One of <see cref="ApplicationMessageType"/>, or another number.</param>
/// <param name="Payload">The content, in the form that the type says.</param>
/// <param name="MessageId">32 bytes: the message's name everywhere, the same on every device and after every resend.</param>
public sealed record ApplicationMessage(
    PublicKey Author,
    bool IsSigned,
    uint Type,
    ReadOnlyMemory<byte> Payload,
    ReadOnlyMemory<byte> MessageId
);

/// <summary>Why bytes were refused as an ApplicationMetadataMessage.</summary>
public enum ApplicationFault
{
    /// <summary>They were not refused.</summary>
    None,

    /// <summary>More bytes than <see cref="ApplicationLimits.MaxWrappedLength"/>.</summary>
    TooLong,

    /// <summary>No protobuf message of this kind.</summary>
    Malformed,

    /// <summary>There is a signature, but not one of 65 bytes from which a key can be recovered.</summary>
    InvalidSignature,
}
