using System.Runtime.InteropServices;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.Waku;

/// <summary>How opening a 26/WAKU2-PAYLOAD payload ended. Each value but the first is the sender's doing.</summary>
public enum PayloadOutcome
{
    /// <summary>Decrypted; the frame is well-formed, and its signature, where there is one, names a key.</summary>
    Opened,

    /// <summary>Too short for this kind of encryption.</summary>
    TooShort,

    /// <summary>The ephemeral key of an ECIES payload is no point of the curve.</summary>
    InvalidEphemeralKey,

    /// <summary>Not encrypted with this key, or changed on the way: the two cannot be told apart.</summary>
    NotForThisKey,

    /// <summary>Decrypted, but the frame inside is cut or its length field points beyond its end.</summary>
    MalformedFrame,

    /// <summary>Decrypted, but no key can have made the frame's signature.</summary>
    InvalidSignature,
}

/// <summary>Stable names of the outcomes, for counters, logs and the HTTP API.</summary>
public static class PayloadOutcomeCodes
{
    /// <summary>The outcome's code.</summary>
    public static string Code(this PayloadOutcome outcome) =>
        outcome switch
        {
            PayloadOutcome.Opened => "payload_opened",
            PayloadOutcome.TooShort => "payload_too_short",
            PayloadOutcome.InvalidEphemeralKey => "payload_invalid_ephemeral_key",
            PayloadOutcome.NotForThisKey => "payload_not_for_this_key",
            PayloadOutcome.MalformedFrame => "payload_malformed_frame",
            PayloadOutcome.InvalidSignature => "payload_invalid_signature",
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "No such outcome."),
        };
}

/// <summary>What came out of a payload, or why nothing did.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct PayloadOpening
{
    private PayloadOpening(PayloadOutcome outcome, ReadOnlyMemory<byte> data, PublicKey? signer, int paddingLength)
    {
        Outcome = outcome;
        Data = data;
        Signer = signer;
        PaddingLength = paddingLength;
    }

    /// <summary>How it ended.</summary>
    public PayloadOutcome Outcome { get; }

    /// <summary>Whether there is data.</summary>
    public bool IsOpened => Outcome == PayloadOutcome.Opened;

    /// <summary>The data; empty after a failure.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>
    /// The key recovered from the frame's signature: who sent it, as 5/SECURE-TRANSPORT has it.
    /// <see langword="null"/> for an unsigned frame and after a failure.
    /// </summary>
    public PublicKey? Signer { get; }

    /// <summary>Length of the padding, in bytes.</summary>
    public int PaddingLength { get; }

    internal static PayloadOpening Succeeded(ReadOnlyMemory<byte> data, PublicKey? signer, int paddingLength) =>
        new(PayloadOutcome.Opened, data, signer, paddingLength);

    internal static PayloadOpening Failed(PayloadOutcome outcome) => new(outcome, default, null, 0);
}
