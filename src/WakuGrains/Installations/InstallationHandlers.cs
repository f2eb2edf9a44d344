using System.Collections.Immutable;
using System.Text;
using MediatR;
using WakuGrains.Engine;
using WakuGrains.Identities;
using WakuGrains.Messages;
using WakuGrains.Protocol.Application;

namespace WakuGrains.Installations;

/// <summary>Shows, pairs and names the devices of an identity.</summary>
internal sealed class InstallationHandlers(IEntities entities)
    : IRequestHandler<ListInstallations, ImmutableArray<InstallationInfo>>,
        IRequestHandler<PairInstallation, ImmutableArray<InstallationInfo>>,
        IRequestHandler<NameInstallation, ImmutableArray<InstallationInfo>>,
        IRequestHandler<AnnounceInstallation>
{
    public async Task<ImmutableArray<InstallationInfo>> Handle(
        ListInstallations request,
        CancellationToken cancellationToken
    )
    {
        var installation = await FindAsync(request.Key, cancellationToken);
        return await installation.ListAsync(cancellationToken);
    }

    public async Task<ImmutableArray<InstallationInfo>> Handle(
        PairInstallation request,
        CancellationToken cancellationToken
    )
    {
        var installation = await FindAsync(request.Key, cancellationToken);
        return await installation.SetPairedAsync(request.InstallationId, request.IsPaired, cancellationToken)
            ? await installation.ListAsync(cancellationToken)
            : throw new InstallationNotFoundException(request.InstallationId);
    }

    public async Task<ImmutableArray<InstallationInfo>> Handle(
        NameInstallation request,
        CancellationToken cancellationToken
    )
    {
        if (!IsAcceptable(request.Name))
            throw new InvalidRequestException(
                "name",
                "device_name_too_long",
                $"A device's name has at most {ApplicationLimits.MaxDeviceNameLength} bytes of UTF-8."
            );
        var installation = await FindAsync(request.Key, cancellationToken);
        return await installation.RenameAsync(request.InstallationId, request.Name, cancellationToken)
            ? await installation.ListAsync(cancellationToken)
            : throw new InstallationNotFoundException(request.InstallationId);
    }

    public async Task<Unit> Handle(AnnounceInstallation request, CancellationToken cancellationToken)
    {
        var installation = await FindAsync(request.Key, cancellationToken);
        await installation.AnnouncePairingAsync(cancellationToken);
        return Unit.Value;
    }

    private async Task<IInstallation> FindAsync(IdentityKey key, CancellationToken cancellationToken) =>
        entities.Installation((await entities.RequireAsync(key, cancellationToken)).Primary());

    // Half of a surrogate pair has no UTF-8 form: it is read as a replacement character.
    private static bool IsAcceptable(string name) =>
        Encoding.UTF8.GetByteCount(name) <= ApplicationLimits.MaxDeviceNameLength
        && (!name.Any(char.IsSurrogate) || name.EnumerateRunes().All(rune => rune != Rune.ReplacementChar));
}
