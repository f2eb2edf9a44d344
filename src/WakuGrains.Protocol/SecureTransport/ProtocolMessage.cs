using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Protocol.SecureTransport;

/// <summary>
/// The message of 5/SECURE-TRANSPORT that a Waku frame carries: the sender's device and bundles, and either something public
/// or a ciphertext for each addressed device (facts 1.2). Immutable. Verifies no bundle and decrypts nothing.
/// </summary>
public sealed class ProtocolMessage
{
    /// <summary>The key of an entry that any device of the recipient may read.</summary>
    public const string AnyDevice = "none";

    private readonly Bundle? ownBundle;
    private readonly ImmutableArray<BundleMessage> receivedBundles;

    internal ProtocolMessage(
        string installationId,
        ImmutableArray<BundleMessage> receivedBundles,
        ReadOnlyMemory<byte> publicMessage,
        ImmutableDictionary<string, EncryptedEntry> entries
    )
    {
        InstallationId = installationId;
        this.receivedBundles = receivedBundles;
        PublicMessage = publicMessage;
        Entries = entries;
    }

    private ProtocolMessage(
        string installationId,
        Bundle? ownBundle,
        ReadOnlyMemory<byte> publicMessage,
        ImmutableDictionary<string, EncryptedEntry> entries
    )
        : this(installationId, [], publicMessage, entries)
    {
        if (Encoding.UTF8.GetByteCount(installationId) > SecureTransportLimits.MaxInstallationIdLength)
            throw new ArgumentException("The installation id is too long.", nameof(installationId));
        this.ownBundle = ownBundle;
    }

    /// <summary>The device that sent it; what it claims, and empty when it claims none.</summary>
    public string InstallationId { get; }

    /// <summary>The bundles as they travel, not verified: <see cref="BundleVerifier"/> does that.</summary>
    public ImmutableArray<BundleMessage> Bundles => ownBundle is null ? receivedBundles : [ownBundle.ToMessage()];

    /// <summary>What everybody who can open the frame may read, such as a contact code; else empty.</summary>
    public ReadOnlyMemory<byte> PublicMessage { get; }

    /// <summary>The ciphertexts by installation id of the addressee, or under <see cref="AnyDevice"/>.</summary>
    public ImmutableDictionary<string, EncryptedEntry> Entries { get; }

    /// <summary>Reads a message. Unknown fields are skipped; limits are checked before anything else is done for it.</summary>
    /// <param name="bytes">What the frame held.</param>
    /// <param name="message">The message.</param>
    /// <param name="fault">Why it was refused, or <see cref="ProtocolMessageFault.None"/>.</param>
    public static bool TryDecode(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out ProtocolMessage? message,
        out ProtocolMessageFault fault
    )
    {
        (message, fault) = ProtocolMessageCodec.Decode(bytes);
        return message is not null;
    }

    /// <summary>A message in the clear with a bundle: the advertisement of a contact code (facts 6.7).</summary>
    /// <exception cref="ArgumentException">The installation id is too long.</exception>
    public static ProtocolMessage ForPublic(string installationId, Bundle bundle, ReadOnlyMemory<byte> publicMessage)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        return new(installationId, bundle, publicMessage, ImmutableDictionary<string, EncryptedEntry>.Empty);
    }

    /// <summary>A message with ciphertexts; only those of a group's hash ratchet carry no bundle (facts 2.4).</summary>
    /// <exception cref="ArgumentException">
    /// The installation id is too long, a device is addressed twice, or there are too many devices.
    /// </exception>
    public static ProtocolMessage ForEntries(
        string installationId,
        Bundle? bundle,
        IEnumerable<KeyValuePair<string, EncryptedEntry>> entries
    )
    {
        var addressed = ImmutableDictionary.CreateBuilder<string, EncryptedEntry>(StringComparer.Ordinal);
        foreach (var (device, entry) in entries)
            addressed.Add(device, entry);
        return addressed.Count <= SecureTransportLimits.MaxEncryptedMessages
            ? new(installationId, bundle, ReadOnlyMemory<byte>.Empty, addressed.ToImmutable())
            : throw new ArgumentException("A message addresses too many devices.", nameof(entries));
    }

    /// <summary>A message with one ciphertext that any device of its recipient may read.</summary>
    /// <exception cref="ArgumentException">The installation id is too long.</exception>
    public static ProtocolMessage ForAnyDevice(string installationId, Bundle? bundle, EncryptedEntry entry) =>
        ForEntries(installationId, bundle, [new(AnyDevice, entry)]);

    /// <summary>The protobuf form.</summary>
    public byte[] Encode() => ProtocolMessageCodec.Encode(this, ownBundle);
}
