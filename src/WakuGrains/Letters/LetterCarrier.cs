using WakuGrains.Engine;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Letters;

/// <summary>Takes letters to the entities they are for.</summary>
internal sealed class LetterCarrier(IEntities entities, ISecp256k1 curve) : ILetterCarrier
{
    public Task CarryAsync(Letter letter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(letter);
        return letter.Kind switch
        {
            MessageLetter.Kind => SendAsync(MessageLetter.Read(curve, letter), cancellationToken),
            GroupKeysLetter.Kind => GiveAsync(GroupKeysLetter.Read(curve, letter), cancellationToken),
            PairingLetter.Kind => TellAsync(PairingLetter.Read(letter), cancellationToken),
            _ => throw new StateFormatException($"A letter of the kind '{letter.Kind}' is not known to this build."),
        };
    }

    private Task SendAsync(MessageLetter letter, CancellationToken cancellationToken) =>
        entities
            .Session(letter.Session)
            .SendWrappedAsync(letter.MessageId, letter.Application, letter.IsCopy, cancellationToken);

    private async Task GiveAsync(GroupKeysLetter letter, CancellationToken cancellationToken)
    {
        await entities.Group(letter.Group).LearnKeysAsync(letter.From, letter.Keys, cancellationToken);
        foreach (var key in letter.Keys)
            key.Dispose();
    }

    private Task TellAsync(PairingLetter letter, CancellationToken cancellationToken) =>
        entities.Installation(letter.Installation).TakePairingAsync(letter.Pairing, cancellationToken);
}
