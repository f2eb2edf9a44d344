namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>Why a result may differ from the recorded one: each is a choice that docs/protocol.md explains.</summary>
internal static class Differences
{
    public const string Repeat =
        "a repeat is a duplicate here: a used message key is deleted at once, where Go keeps it";

    public const string SkippedKeyKept =
        "a skipped key is still here: used keys, which Go keeps and counts, push none out";

    public const string NothingKept =
        "nothing is kept of a message that failed, where Go keeps the session that its X3DH header began";

    public const string FreshSession =
        "an X3DH header with another ephemeral key begins a session of its own, where Go finds one of the same prekey";

    public const string IdentityInSession =
        "a session belongs to one identity, where Go knows it by prekey and installation id alone";

    public const string SeveralSessions =
        "among several usable sessions the first by its shared key sends (54), where Go takes the oldest; the others were set aside for the comparison";

    public const string HighestPrekey =
        "the prekey of the highest version is used, where Go took another one; it was put in its place for the comparison";

    public const string ForgedPrekey =
        "a bundle is verified before it is stored, where Go stored a forged one; its prekey was put in place for the comparison";

    public const string HeaderRepeated =
        "the X3DH header is repeated until a reply has decrypted, where Go stops at one that was refused; stopped for the comparison";

    public const string RenewedFirst =
        "a prekey that is due is renewed before the message is encrypted, where Go does it after; it was left for the comparison";

    public const string DecodedStrictly =
        "a header key of a wrong length is refused when the message is decoded, its bundles with it";

    public const string ForeignGroupKey =
        "a group sends with the keys of its owner and our own, where Go takes the newest of anybody; the others were left out for the comparison";

    public const string GroupKeysOfOneTime =
        "of two keys of one time the one with the higher name sends, so that all members choose the same; the other was left out for the comparison";

    public const string KeyOfOneGroup =
        "a key belongs to the group that it was given for, where Go finds it by its id alone";

    public const string KeysInTheClear = "keys of a group that everybody could read are not taken";

    public const string NoKeyWouldOpen = "a message that no key would open does not wait for one";

    public const string NotInGroup =
        "a silo reads nothing of a group that it was given no key of, where Go takes public rekeys of any; it was read for the comparison";

    public const string BundleOfAnother =
        "a device is known to use the negotiated topic by a bundle of its own identity, where Go takes that of whomever";
}
