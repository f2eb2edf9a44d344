using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>
/// What a participant has seen so far. A result that differs from the recorded one counts as a difference by intent only when
/// this shows the reason for it.
/// </summary>
internal sealed class History
{
    private readonly Dictionary<(PublicKey Sender, MessageKeyId Id), string> read = [];
    private readonly List<(PublicKey Sender, string Installation, X3dhHeader Header)> refusedX3dh = [];
    private readonly HashSet<(PublicKey Sender, string Installation, EncodedKey Prekey)> refusedReplies = [];
    private readonly HashSet<(PublicKey Identity, string Installation, EncodedKey Prekey)> announced = [];
    private readonly HashSet<(PublicKey Identity, string Installation, EncodedKey Prekey)> forged = [];
    private EncryptedEntry? lastRead;

    /// <summary>Notes a message of a ratchet that was read.</summary>
    public void Read(PublicKey sender, EncryptedEntry entry, ReadOnlySpan<byte> plaintext)
    {
        lastRead = entry;
        read[(sender, Id(entry.Ratchet!))] = Convert.ToHexStringLower(plaintext);
    }

    /// <summary>Whether a message key is that of the message that was read last.</summary>
    public bool OpensLastRead(MessageKeyId id, ReadOnlySpan<byte> key) =>
        lastRead is { Ratchet: { } header } entry
        && Id(header) == id
        && RatchetCipher.TryOpen(key, header.Header, entry.Payload.Span, out _);

    /// <summary>What a message said that was read before; nothing when it was not.</summary>
    public string? WasRead(PublicKey sender, RatchetMessageHeader header) =>
        read.GetValueOrDefault((sender, Id(header)));

    /// <summary>Notes an entry that was refused.</summary>
    public void Refuse(PublicKey sender, string installation, EncryptedEntry entry)
    {
        if (entry.X3dh is { } x3dh)
            Refuse(sender, installation, x3dh);
        else if (entry.Ratchet is { } ratchet)
            refusedReplies.Add((sender, installation, ratchet.SignedPrekey));
    }

    /// <summary>Notes an X3DH header that was refused.</summary>
    public void Refuse(PublicKey sender, string installation, X3dhHeader header) =>
        refusedX3dh.Add((sender, installation, header));

    /// <summary>
    /// The last X3DH header on a prekey of ours that came in a message which was refused: of a peer, or else of whomever.
    /// </summary>
    public (PublicKey Sender, X3dhHeader Header)? RefusedX3dh(PublicKey peer, string installation, EncodedKey prekey)
    {
        var refused = refusedX3dh
            .Where(each => each.Installation == installation && each.Header.SignedPrekey.Equals(prekey))
            .OrderBy(each => each.Sender.Equals(peer))
            .ToList();
        return refused is [.., var last] ? (last.Sender, last.Header) : null;
    }

    /// <summary>Whether an X3DH header on a prekey of ours came in a message which was refused, whosever it was.</summary>
    public bool WasX3dhRefused(string installation, string prekey) =>
        refusedX3dh.Exists(refused =>
            refused.Installation == installation && refused.Header.SignedPrekey.ToString() == prekey
        );

    /// <summary>Whether a message on a session that we had begun was refused.</summary>
    public bool WasReplyRefused(PublicKey sender, string installation, EncodedKey prekey) =>
        refusedReplies.Contains((sender, installation, prekey));

    /// <summary>Notes the prekeys of a bundle that verified.</summary>
    public void Announce(Bundle bundle)
    {
        foreach (var entry in bundle.SignedPrekeys)
            announced.Add((bundle.Identity, entry.InstallationId, EncodedKey.Of(entry.SignedPrekey)));
    }

    /// <summary>Whether a bundle that verified announced a prekey.</summary>
    public bool IsAnnounced(PublicKey identity, string installation, EncodedKey prekey) =>
        announced.Contains((identity, installation, prekey));

    /// <summary>Whether a bundle that verified announced a device of that id, and it was another identity's.</summary>
    public bool IsAnnouncedByAnother(PublicKey identity, string installation) =>
        announced.Any(device => device.Installation == installation && !device.Identity.Equals(identity));

    /// <summary>Notes the prekey of a bundle that was refused.</summary>
    public void Forge(PublicKey identity, string installation, EncodedKey prekey) =>
        forged.Add((identity, installation, prekey));

    /// <summary>Whether only a bundle that was refused had a prekey.</summary>
    public bool IsForged(PublicKey identity, string installation, EncodedKey prekey) =>
        forged.Contains((identity, installation, prekey)) && !IsAnnounced(identity, installation, prekey);

    /// <summary>Whether a bundle that was refused named a device.</summary>
    public bool HasForgery(PublicKey identity, string installation) =>
        forged.Any(forgery => forgery.Identity.Equals(identity) && forgery.Installation == installation);

    private static MessageKeyId Id(RatchetMessageHeader header) => new(header.Header.Key, header.Header.N);
}
