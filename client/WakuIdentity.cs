namespace WakuGrains.Client;

/// <summary>Who a bot is.</summary>
/// <param name="Name">The name within the tenant.</param>
/// <param name="PublicKey">What peers address, as <c>zQ3sh…</c>.</param>
/// <param name="PublicKeyHex">The same key as <c>0x04…</c>.</param>
/// <param name="CreatedAt">When it was created.</param>
public sealed record WakuIdentity(string Name, string PublicKey, string PublicKeyHex, DateTimeOffset CreatedAt);

/// <summary>A contact card, to be handed over out of band.</summary>
/// <param name="PublicKey">The identity as <c>zQ3sh…</c>.</param>
/// <param name="ProfileLink">A link that a Status app opens.</param>
/// <param name="Text">The whole card as one line: what <see cref="IWakuBot.AddContactAsync"/> takes and the QR code holds.</param>
public sealed record WakuContactCard(string PublicKey, string ProfileLink, string Text);

/// <summary>Where a mailbox stands.</summary>
/// <param name="LastSequence">The newest number given out; 0 when nothing ever came.</param>
/// <param name="AcknowledgedSequence">Everything up to here was acknowledged.</param>
/// <param name="Unacknowledged">How many messages wait.</param>
public sealed record MailboxPosition(long LastSequence, long AcknowledgedSequence, long Unacknowledged);
