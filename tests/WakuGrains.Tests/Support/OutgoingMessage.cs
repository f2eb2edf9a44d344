using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Messages;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Tests.Support;

/// <summary>What a send came to.</summary>
internal sealed record OutgoingMessage(SendReceipt? Receipt, ImmutableArray<Effect> Effects)
{
    /// <summary>The envelopes to publish.</summary>
    public IReadOnlyList<Envelope> Envelopes => [.. Effects.OfType<Effect.Publish>().Select(each => each.Envelope)];

    /// <summary>The one envelope to publish.</summary>
    public Envelope Envelope => Envelopes.ShouldHaveSingleItem();

    /// <summary>The content topic that it travels on.</summary>
    public string ContentTopic => Envelope.Message.ContentTopic;

    /// <summary>The id by which the peer acknowledges it, in hex.</summary>
    public string AcknowledgementId =>
        Convert.ToHexString(Effects.OfType<Effect.Publish>().First().AcknowledgementId.Span);
}
