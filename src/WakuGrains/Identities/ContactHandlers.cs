using System.Buffers.Text;
using MediatR;
using WakuGrains.Engine;
using WakuGrains.Messages;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Identities;

/// <summary>Contact cards and contact codes: how peers learn of our bundle and we of theirs.</summary>
internal sealed class ContactHandlers(IEntities entities, ISecp256k1 curve)
    : IRequestHandler<GetContactCard, ContactCard>,
        IRequestHandler<AddContact, PublicKey>,
        IRequestHandler<PublishContactCode>
{
    // A card holds a link and one bundle of at most a few devices.
    private const int MaxCardLength = 8192;

    public async Task<ContactCard> Handle(GetContactCard request, CancellationToken cancellationToken)
    {
        var identity = await entities.RequireAsync(request.Key, cancellationToken);
        var device = await entities.Installation(identity.Primary()).GetDeviceAsync(cancellationToken);
        var bundle = device.Bundle.Encode();
        var link = IdentityText.ProfileLink(identity.PublicKey);
        return new ContactCard(
            identity.PublicKey,
            IdentityText.Compressed(identity.PublicKey),
            link,
            bundle,
            $"{link} {Base64Url.EncodeToString(bundle.Span)}"
        );
    }

    public async Task<PublicKey> Handle(AddContact request, CancellationToken cancellationToken)
    {
        var identity = await entities.RequireAsync(request.Key, cancellationToken);
        var bundle = ReadCard(request.Card);
        if (bundle.Identity.Equals(identity.PublicKey))
            throw Invalid("card_is_own", "The card is the identity's own.");
        await entities
            .Session(new SessionKey(identity.Primary(), bundle.Identity))
            .LearnBundleAsync(bundle, onlyIfKnown: false, cancellationToken);
        return bundle.Identity;
    }

    public async Task<Unit> Handle(PublishContactCode request, CancellationToken cancellationToken)
    {
        var identity = await entities.RequireAsync(request.Key, cancellationToken);
        await entities.Installation(identity.Primary()).PublishContactCodeAsync(force: true, cancellationToken);
        return Unit.Value;
    }

    private Bundle ReadCard(string card)
    {
        if (
            card.Length > MaxCardLength
            || card.Trim().Split(' ') is not [var link, var encoded]
            || !IdentityText.TryParse(curve, link, out var identity)
            || !Base64Url.IsValid(encoded)
        )
            throw Invalid("card_malformed", "A contact card is a profile link, a space and a bundle in base64url.");
        if (!TryReadBundle(Base64Url.DecodeFromChars(encoded), out var bundle) || !bundle.Identity.Equals(identity))
            throw Invalid("card_signature_invalid", "The card's bundle is not signed by the identity in its link.");
        return bundle;
    }

    private bool TryReadBundle(byte[] bytes, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Bundle? bundle)
    {
        bundle = null;
        try
        {
            return BundleVerifier.TryVerify(BundleMessage.Parser.ParseFrom(bytes), curve, out bundle, out _);
        }
        catch (Google.Protobuf.InvalidProtocolBufferException)
        {
            return false;
        }
    }

    private static InvalidRequestException Invalid(string code, string message) => new("card", code, message);
}
