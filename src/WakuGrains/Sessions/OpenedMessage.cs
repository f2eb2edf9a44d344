using WakuGrains.Messages;

namespace WakuGrains.Sessions;

/// <summary>What came out of the secure transport's part of a message, before anybody looks at what it says.</summary>
/// <param name="Failure">Why it was not decrypted; null when it was.</param>
/// <param name="Encryption">How it is encrypted, where that was reached.</param>
/// <param name="Plaintext">What was inside; empty after a failure.</param>
internal readonly record struct OpenedMessage(
    EnvelopeOutcome? Failure,
    MessageEncryption Encryption,
    ReadOnlyMemory<byte> Plaintext
)
{
    /// <summary>A message that was not decrypted.</summary>
    public static OpenedMessage Failed(
        EnvelopeOutcome failure,
        MessageEncryption encryption = MessageEncryption.None
    ) => new(failure, encryption, default);
}
