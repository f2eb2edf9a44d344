using System.Collections.Immutable;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Interop.Tests.Devices;

/// <summary>A text that a device sent.</summary>
/// <param name="Sender">Who sent it.</param>
/// <param name="MessageId">Its application message id, in hex.</param>
/// <param name="Text">The text.</param>
/// <param name="Envelopes">The envelopes that hold it, where the sender tells.</param>
/// <param name="Copied">The devices of the sender's own identity that it was copied to, where the sender does not tell the envelopes.</param>
internal sealed record SentText(
    INetworkDevice Sender,
    string MessageId,
    string Text,
    ImmutableArray<MessageHash> Envelopes,
    ImmutableArray<INetworkDevice> Copied
);
