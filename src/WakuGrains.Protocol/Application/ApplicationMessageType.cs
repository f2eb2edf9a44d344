namespace WakuGrains.Protocol.Application;

/// <summary>
/// The values of ApplicationMetadataMessage.type that matter here (facts 1.4; facts app layer 2.1). Others are kept as
/// numbers.
/// </summary>
public static class ApplicationMessageType
{
    /// <summary>No type of the deployed network; between bots of this project it is a <see cref="ContentMessage"/>.</summary>
    public const uint Unknown = 0;

    /// <summary>A text, sticker, image or contact request: <see cref="ChatText"/> reads the text.</summary>
    public const uint ChatMessage = 1;

    /// <summary>A contact's name and state.</summary>
    public const uint ContactUpdate = 2;

    /// <summary>A change of a private group.</summary>
    public const uint MembershipUpdate = 3;

    /// <summary>The pairing of an own device.</summary>
    public const uint SyncPairInstallation = 4;

    /// <summary>What a contact code carries.</summary>
    public const uint ContactCodeAdvertisement = 15;

    /// <summary>A reaction to a message.</summary>
    public const uint EmojiReaction = 22;

    /// <summary>A person's name and pictures; comes before every text of the deployed app.</summary>
    public const uint ChatIdentity = 24;

    /// <summary>A message is pinned.</summary>
    public const uint PinMessage = 28;

    /// <summary>A new text for a message.</summary>
    public const uint EditMessage = 29;

    /// <summary>Online or away.</summary>
    public const uint StatusUpdate = 30;

    /// <summary>A message is taken back.</summary>
    public const uint DeleteMessage = 31;

    /// <summary>A contact request is accepted.</summary>
    public const uint AcceptContactRequest = 46;

    /// <summary>A contact request is taken back, or a contact removed.</summary>
    public const uint RetractContactRequest = 47;
}
