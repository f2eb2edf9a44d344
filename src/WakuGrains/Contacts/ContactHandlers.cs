using System.Buffers.Text;
using System.Collections.Immutable;
using MediatR;
using WakuGrains.Engine;
using WakuGrains.Identities;
using WakuGrains.Inbound;
using WakuGrains.Messages;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Wire;
using WakuGrains.Sessions;
using WakuGrains.Trust;

namespace WakuGrains.Contacts;

/// <summary>Contact cards and contact codes: how peers learn of our bundle and we of theirs.</summary>
internal sealed class ContactHandlers(IEntities entities, SessionInbox inbox, ISecp256k1 curve)
    : IRequestHandler<GetContactCard, ContactCard>,
        IRequestHandler<AddContact, PublicKey>,
        IRequestHandler<ListContacts, ImmutableArray<Contact>>,
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
        // First the name: if it belongs to another key nothing is learnt.
        if (request.Name is { } name)
            await entities
                .Identity(request.Key)
                .NameContactAsync(new Contact(Checked(name), bundle.Identity), request.Replace, cancellationToken);
        var key = new SessionKey(identity.Primary(), bundle.Identity);
        await entities.Session(key).MeetAsync(bundle, cancellationToken);
        await entities.Session(key).DecideAsync(PeerTrust.Pinned, cancellationToken);
        await inbox.ReadHeldAsync(key, cancellationToken);
        return bundle.Identity;
    }

    public async Task<ImmutableArray<Contact>> Handle(ListContacts request, CancellationToken cancellationToken)
    {
        await entities.RequireAsync(request.Key, cancellationToken);
        return await entities.Identity(request.Key).ListContactsAsync(cancellationToken);
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

    private static string Checked(string name) =>
        name.Length is >= 1 and <= IdentityKey.MaxNameLength && !string.IsNullOrWhiteSpace(name)
            ? name
            : throw new InvalidRequestException(
                "name",
                "contact_name_invalid",
                $"A contact's name has 1 to {IdentityKey.MaxNameLength} characters."
            );

    private static InvalidRequestException Invalid(string code, string message) => new("card", code, message);
}
