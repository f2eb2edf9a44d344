namespace WakuGrains.Protocol.Application;

/// <summary>Why bytes were refused as a chat text (facts app layer 2.4).</summary>
public enum ChatFault
{
    /// <summary>They were not refused.</summary>
    None,

    /// <summary>No protobuf message of this kind, or a text that is not UTF-8.</summary>
    Malformed,

    /// <summary>The clock is 0 or too far ahead of the Waku timestamp.</summary>
    InvalidClock,

    /// <summary>The sender's wall clock is 0.</summary>
    NoTimestamp,

    /// <summary>No chat id.</summary>
    NoChatId,

    /// <summary>Not a message of a one-to-one chat.</summary>
    NotOneToOne,

    /// <summary>A valid message that is no text: a sticker, an image, something newer.</summary>
    NotText,

    /// <summary>A content type that must not travel.</summary>
    ForbiddenContentType,

    /// <summary>The text is empty or white space only.</summary>
    Blank,

    /// <summary>More code points than <see cref="ApplicationLimits.MaxTextCodePoints"/>.</summary>
    TooLong,

    /// <summary>A display name that breaks the rule of <see cref="DisplayName"/>.</summary>
    InvalidDisplayName,

    /// <summary>Came to a group and is neither of a group's chat nor one-to-one.</summary>
    NotOfGroup,
}
