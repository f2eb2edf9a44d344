namespace WakuGrains.Client;

/// <summary>Who a bot is.</summary>
/// <param name="Name">The name within the tenant.</param>
/// <param name="PublicKey">What peers address, as <c>zQ3sh…</c>.</param>
/// <param name="PublicKeyHex">The same key as <c>0x04…</c>.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="TrustPolicy">With whom it converses.</param>
public sealed record WakuIdentity(
    string Name,
    string PublicKey,
    string PublicKeyHex,
    DateTimeOffset CreatedAt,
    TrustPolicy TrustPolicy = TrustPolicy.FirstUse
);

/// <summary>An identity with its private key.</summary>
/// <param name="Name">The name within the tenant.</param>
/// <param name="PublicKey">What peers address, as <c>zQ3sh…</c>.</param>
/// <param name="PrivateKey">64 hex digits: what <see cref="IWakuClient.ImportIdentityAsync"/> takes.</param>
public sealed record WakuIdentityExport(string Name, string PublicKey, string PrivateKey)
{
    /// <summary>The public part; never the key.</summary>
    public override string ToString() => $"WakuIdentityExport({Name}, {PublicKey})";
}

/// <summary>A device of an identity.</summary>
/// <param name="InstallationId">Its id.</param>
/// <param name="Own">Whether it is the one in this silo.</param>
/// <param name="Paired">Whether it gets copies of what is sent here, and peers learn of it from here; always of the own one.</param>
/// <param name="Name">What it is called, or empty.</param>
/// <param name="DeviceType">What kind of device it says to be, or empty.</param>
/// <param name="ActiveAt">When its newest bundle was signed; null for the own one.</param>
/// <param name="PrekeyVersion">Version of its current signed prekey; 0 when none was drawn yet.</param>
public sealed record WakuInstallation(
    string InstallationId,
    bool Own,
    bool Paired,
    string Name,
    string DeviceType,
    DateTimeOffset? ActiveAt,
    uint PrekeyVersion
);

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
