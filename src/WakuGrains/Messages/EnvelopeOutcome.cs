namespace WakuGrains.Messages;

/// <summary>How the handling of an inbound envelope ended. Each has a stable code (<see cref="EnvelopeOutcomes.Code"/>).</summary>
public enum EnvelopeOutcome
{
    /// <summary>At least one message was put into the mailbox.</summary>
    Delivered,

    /// <summary>It was decrypted and held nothing for the bot: an empty message, acknowledgements, a type that is not shown.</summary>
    Processed,

    /// <summary>A contact code or another public message; its bundle was learnt if the sender is known.</summary>
    BundleLearnt,

    /// <summary>It was handled before.</summary>
    Duplicate,

    /// <summary>One of our own messages, come back from the network: this device's, or what another one of the identity wrote to a peer.</summary>
    Echo,

    /// <summary>Nobody here listens on its topic, or no key of a listener opens it: somebody else's.</summary>
    NotForUs,

    /// <summary>The frame carries no signature, so there is no sender.</summary>
    Unsigned,

    /// <summary>A layer cannot be read, is beyond a limit or contradicts itself.</summary>
    Malformed,

    /// <summary>A bundle's signature is wrong, or the author of the content is not who sent it.</summary>
    Forged,

    /// <summary>It is for other devices of this identity.</summary>
    NotForThisDevice,

    /// <summary>It is from another device of this identity, which does not write to this one: the two are not paired.</summary>
    NotPaired,

    /// <summary>The identity's trust policy, or a decision about the sender, forbids to read it.</summary>
    NotTrusted,

    /// <summary>Somebody has to decide about the sender first; it is kept as it came, as far as there is room.</summary>
    TrustAwaited,

    /// <summary>It belongs to a session that does not exist here.</summary>
    NoSession,

    /// <summary>The sender is authentic and the session exists, but the message does not decrypt: the two states differ.</summary>
    Desynchronised,

    /// <summary>More messages are missing before it than may be skipped.</summary>
    TooFarAhead,

    /// <summary>A kind of encryption that this version does not speak.</summary>
    Unsupported,

    /// <summary>A part of a larger message; the others are awaited.</summary>
    SegmentStored,

    /// <summary>The mailbox is full. Nothing was decrypted, so a resend is still readable.</summary>
    MailboxFull,

    /// <summary>It is for a group under a key that is not known here. A member keeps it until the key comes.</summary>
    GroupKeyMissing,
}

/// <summary>Stable codes.</summary>
public static class EnvelopeOutcomes
{
    /// <summary>The outcome's code, in snake case, as metrics and the API show it.</summary>
    public static string Code(this EnvelopeOutcome outcome) =>
        outcome switch
        {
            EnvelopeOutcome.Delivered => "delivered",
            EnvelopeOutcome.Processed => "processed",
            EnvelopeOutcome.BundleLearnt => "bundle_learnt",
            EnvelopeOutcome.Duplicate => "duplicate",
            EnvelopeOutcome.Echo => "echo",
            EnvelopeOutcome.NotForUs => "not_for_us",
            EnvelopeOutcome.Unsigned => "unsigned",
            EnvelopeOutcome.Malformed => "malformed",
            EnvelopeOutcome.Forged => "forged",
            EnvelopeOutcome.NotForThisDevice => "not_for_this_device",
            EnvelopeOutcome.NotPaired => "not_paired",
            EnvelopeOutcome.NotTrusted => "not_trusted",
            EnvelopeOutcome.TrustAwaited => "trust_awaited",
            EnvelopeOutcome.NoSession => "no_session",
            EnvelopeOutcome.Desynchronised => "desynchronised",
            EnvelopeOutcome.TooFarAhead => "too_far_ahead",
            EnvelopeOutcome.Unsupported => "unsupported",
            EnvelopeOutcome.SegmentStored => "segment_stored",
            EnvelopeOutcome.MailboxFull => "mailbox_full",
            EnvelopeOutcome.GroupKeyMissing => "group_key_missing",
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not an outcome."),
        };
}
