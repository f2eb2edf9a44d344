using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Installations;

/// <summary>One of our own devices.</summary>
/// <param name="Key">Whose it is and its installation id.</param>
/// <param name="Prekeys">Its signed prekeys, oldest first; the last is advertised.</param>
/// <param name="Bundle">The bundle as last signed; not stored, because signing again is cheap.</param>
/// <param name="ContactCodePublishedAt">When the contact code was last put into the outbox.</param>
/// <param name="IsAnnounced">Whether its own topics are listened to.</param>
public sealed record InstallationState(
    InstallationKey Key,
    ImmutableArray<OwnPrekey> Prekeys,
    Bundle? Bundle,
    DateTimeOffset? ContactCodePublishedAt,
    bool IsAnnounced
)
{
    /// <summary>The public part; never a key.</summary>
    public override string ToString() => $"InstallationState({Key}, {Prekeys.Length} prekeys)";
}
