namespace WakuGrains.Protocol.SecureTransport;

/// <summary>How the decryption of a ratchet message ended.</summary>
public enum RatchetOutcome
{
    /// <summary>The tag verified; state and keys have moved on.</summary>
    Decrypted,

    /// <summary>A message with this number was read before, or its key has been dropped by a limit. Nothing changed.</summary>
    Duplicate,

    /// <summary>The tag does not verify, or header and state contradict each other. Nothing changed.</summary>
    Forged,

    /// <summary>More messages are missing than one jump may skip. Nothing was derived and nothing changed.</summary>
    TooFarAhead,

    /// <summary>The ratchet key is no usable point or the payload is too short. Nothing changed.</summary>
    Malformed,
}
