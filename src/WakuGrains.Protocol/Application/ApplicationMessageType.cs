namespace WakuGrains.Protocol.Application;

/// <summary>Values of ApplicationMetadataMessage.type (facts 1.4; facts app layer 2.1). Others are kept as numbers.</summary>
public static class ApplicationMessageType
{
    /// <summary>Our own content messages; a deployed receiver ignores it.</summary>
    public const uint Unknown = 0;

    /// <summary>ChatMessage.</summary>
    public const uint ChatMessage = 1;

    /// <summary>ContactUpdate.</summary>
    public const uint ContactUpdate = 2;

    /// <summary>MembershipUpdateMessage.</summary>
    public const uint MembershipUpdate = 3;

    /// <summary>SyncPairInstallation.</summary>
    public const uint SyncPairInstallation = 4;

    /// <summary>ContactCodeAdvertisement.</summary>
    public const uint ContactCodeAdvertisement = 15;

    /// <summary>EmojiReaction.</summary>
    public const uint EmojiReaction = 22;

    /// <summary>ChatIdentity.</summary>
    public const uint ChatIdentity = 24;

    /// <summary>EditMessage.</summary>
    public const uint EditMessage = 29;

    /// <summary>StatusUpdate.</summary>
    public const uint StatusUpdate = 30;

    /// <summary>DeleteMessage.</summary>
    public const uint DeleteMessage = 31;

    /// <summary>AcceptContactRequest.</summary>
    public const uint AcceptContactRequest = 46;

    /// <summary>RetractContactRequest.</summary>
    public const uint RetractContactRequest = 47;
}
