namespace WakuGrains.Orleans.Storage;

/// <summary>
/// The bounds of rows, each with its unit and reason. A row of an Azure Table holds 960 KiB through the official provider; ours
/// stay well below, whatever a turn writes.
/// </summary>
internal static class ClusterLimits
{
    /// <summary>Bytes of a part that is written with the main row; a longer one has a row of its own, which is written only when it changed.</summary>
    public const int MaxInlinePart = 4 * 1024;

    /// <summary>Bytes of all parts but the first in the main row: what every commit carries along.</summary>
    public const int MaxInlineParts = 64 * 1024;

    /// <summary>Bytes of once-keys in the main row; beyond it they go to a row of their own.</summary>
    public const int MaxInlineOnces = 8 * 1024;

    /// <summary>Bytes of a row of once-keys. Only what another store has collected fills one.</summary>
    public const int MaxOncePage = 256 * 1024;

    /// <summary>Rows of once-keys of one entity, mostly of about 8 KiB: some ten thousand keys. The oldest row goes first.</summary>
    public const int MaxOncePages = 64;

    /// <summary>Bytes of pending effects in the main row; beyond it they go to rows of their own.</summary>
    public const int MaxInlineEffects = 64 * 1024;

    /// <summary>Bytes of a row of pending effects, unless a single one is longer.</summary>
    public const int MaxEffectPage = 256 * 1024;

    /// <summary>
    /// Rows of pending effects of one entity, whose names the main row lists. A row stays as long as anything in it waits, so that
    /// there can be many of which little waits. Beyond it nothing more is accepted.
    /// </summary>
    public const int MaxEffectRows = 1024;

    /// <summary>
    /// Rows that wait to be deleted, whose names the main row lists. Beyond it a commit deletes them first, and fails when that
    /// fails.
    /// </summary>
    public const int MaxSupersededRows = 1024;

    /// <summary>
    /// Bytes of an entity's pending effects: what waits while the node is away. Beyond it nothing more is accepted, so that an
    /// activation's memory stays bounded.
    /// </summary>
    public const int MaxPendingEffects = 16 * 1024 * 1024;
}
