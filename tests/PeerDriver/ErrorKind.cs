namespace WakuGrains.PeerDriver;

/// <summary>The kinds of error that a reply names.</summary>
internal static class ErrorKind
{
    public const string AlreadyConsumed = "already_consumed";
    public const string BadMac = "bad_mac";
    public const string BadRequest = "bad_request";
    public const string BadSignature = "bad_signature";
    public const string DeviceNotFound = "device_not_found";
    public const string GroupKeyMissing = "group_key_missing";
    public const string Internal = "internal";
    public const string Malformed = "malformed";
    public const string NoPayload = "no_payload";
    public const string NoSession = "no_session";
    public const string NotListening = "not_listening";
    public const string NotPaired = "not_paired";
    public const string TooLarge = "too_large";
    public const string TooManySkipped = "too_many_skipped";
    public const string UnknownPeer = "unknown_peer";
    public const string Unsigned = "unsigned";
    public const string Unsupported = "unsupported";
}
