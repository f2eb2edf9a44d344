namespace WakuGrains.Protocol.SecureTransport;

/// <summary>What an encryption yields.</summary>
/// <param name="State">The state after the message; store it before the message leaves.</param>
/// <param name="Header">The header to send.</param>
/// <param name="Payload">IV (16) || ciphertext || tag (32).</param>
public readonly record struct RatchetEncryption(RatchetState State, RatchetHeader Header, byte[] Payload);

/// <summary>What a decryption yields. Unless it succeeded, state and keys are the very objects that were given.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="State">The state after the message.</param>
/// <param name="Keys">The skipped message keys after the message; the key of the message itself is not among them.</param>
/// <param name="Plaintext">The plaintext; empty unless decrypted.</param>
public readonly record struct RatchetDecryption(
    RatchetOutcome Outcome,
    RatchetState State,
    MessageKeyStore Keys,
    ReadOnlyMemory<byte> Plaintext
)
{
    /// <summary>Whether the message was read.</summary>
    public bool IsDecrypted => Outcome == RatchetOutcome.Decrypted;
}
