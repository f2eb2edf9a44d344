using System.Collections.Frozen;
using Orleans.Runtime;
using WakuGrains.Catalogs;
using WakuGrains.Groups;
using WakuGrains.Identities;
using WakuGrains.Installations;
using WakuGrains.Mailboxes;
using WakuGrains.Sending;
using WakuGrains.Sessions;
using WakuGrains.Topics;

namespace WakuGrains.Orleans;

/// <summary>The types of the grains, which are part of the keys in the storage and never change.</summary>
internal static class GrainTypes
{
    public const string Catalog = "waku-catalog";
    public const string FrameOpener = "waku-frame-opener";
    public const string Group = "waku-group";
    public const string Identity = "waku-identity";
    public const string Installation = "waku-installation";
    public const string Mailbox = "waku-mailbox";
    public const string SentLog = "waku-sent";
    public const string Session = "waku-session";
    public const string Topics = "waku-topics";

    private static readonly FrozenDictionary<string, GrainType> OfKinds = new Dictionary<string, string>(
        StringComparer.Ordinal
    )
    {
        [CatalogDefinition.KindName] = Catalog,
        [GroupDefinition.KindName] = Group,
        [IdentityDefinition.KindName] = Identity,
        [InstallationDefinition.KindName] = Installation,
        [MailboxDefinition.KindName] = Mailbox,
        [SentLogDefinition.KindName] = SentLog,
        [SessionDefinition.KindName] = Session,
        [TopicShardDefinition.KindName] = Topics,
    }.ToFrozenDictionary(type => type.Key, type => GrainType.Create(type.Value), StringComparer.Ordinal);

    /// <summary>The grain in which an entity lives.</summary>
    /// <exception cref="KeyNotFoundException">There are no grains for the kind.</exception>
    public static GrainId IdOf(string kind, string key) => GrainId.Create(OfKinds[kind], GrainKeys.Of(key));
}
