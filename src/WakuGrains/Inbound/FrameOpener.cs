using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Installations;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Inbound;

/// <summary>A frame as one listener sees it.</summary>
/// <param name="Listener">Who listens.</param>
/// <param name="Failure">Why it was not opened; null when it was.</param>
/// <param name="Signer">Who signed it.</param>
/// <param name="Data">What is inside.</param>
internal readonly record struct OpenedFrame(
    TopicListener Listener,
    EnvelopeOutcome? Failure,
    PublicKey? Signer,
    ReadOnlyMemory<byte> Data
);

/// <summary>Opens the frame of an envelope (26/WAKU2-PAYLOAD) for those who listen on its topic.</summary>
internal interface IFrameOpener
{
    /// <summary>The frame as each listener sees it.</summary>
    Task<ImmutableArray<OpenedFrame>> OpenAsync(
        WakuMessage message,
        ImmutableArray<TopicListener> listeners,
        CancellationToken cancellationToken
    );
}

/// <summary>
/// Opens frames here and now: one trial for each key, no more. Decides nothing about what is inside and holds no entity while it
/// computes.
/// </summary>
internal sealed class FrameOpener(IEntities entities, ISecp256k1 curve) : IFrameOpener
{
    public async Task<ImmutableArray<OpenedFrame>> OpenAsync(
        WakuMessage message,
        ImmutableArray<TopicListener> listeners,
        CancellationToken cancellationToken
    )
    {
        var opened = ImmutableArray.CreateBuilder<OpenedFrame>(listeners.Length);
        var symmetric = new List<(SecretBytes Key, PayloadOpening Opening)>(1);
        foreach (var listener in listeners)
        {
            opened.Add(
                listener.SymmetricKey is { } key
                    ? Read(listener, OpenSymmetric(message, key, symmetric))
                    : Read(listener, await OpenAsymmetricAsync(message, listener, cancellationToken))
            );
        }

        return opened.MoveToImmutable();
    }

    // Two of our own bots that talk with each other listen with the same key.
    private PayloadOpening OpenSymmetric(
        WakuMessage message,
        SecretBytes key,
        List<(SecretBytes Key, PayloadOpening Opening)> tried
    )
    {
        foreach (var (triedKey, result) in tried)
            if (triedKey.Equals(key))
                return result;
        var opening = PayloadV1.OpenSymmetric(curve, key.Span, message.Payload.Span);
        tried.Add((key, opening));
        return opening;
    }

    private async Task<PayloadOpening> OpenAsymmetricAsync(
        WakuMessage message,
        TopicListener listener,
        CancellationToken cancellationToken
    )
    {
        OwnDevice device = await entities.Installation(listener.Installation).GetDeviceAsync(cancellationToken);
        return PayloadV1.OpenAsymmetric(curve, device.Identity, message.Payload.Span);
    }

    private static OpenedFrame Read(TopicListener listener, PayloadOpening opening) =>
        opening.Outcome switch
        {
            PayloadOutcome.Opened when opening.Signer is null => new(listener, EnvelopeOutcome.Unsigned, null, default),
            PayloadOutcome.Opened => new(listener, null, opening.Signer, opening.Data),
            PayloadOutcome.NotForThisKey => new(listener, EnvelopeOutcome.NotForUs, null, default),
            _ => new(listener, EnvelopeOutcome.Malformed, null, default),
        };
}
