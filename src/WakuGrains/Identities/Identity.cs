using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Identities;

/// <summary>What an identity decides. Knows no storage and no network.</summary>
public static class Identity
{
    /// <summary>Creates the key and the first installation, or answers with what is there.</summary>
    public static Step<IdentityState, IdentityInfo> Open(IdentityState state, Turn turn)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Info is { } existing)
            return Step.Unchanged(state, existing);

        return Create(state, keyPair: null, installationId: null, turn);
    }

    /// <summary>Creates an identity from what there is of it already; the rest is drawn.</summary>
    internal static Step<IdentityState, IdentityInfo> Create(
        IdentityState state,
        KeyPair? keyPair,
        string? installationId,
        Turn turn
    )
    {
        var created = state with
        {
            KeyPair = keyPair ?? KeyPair.Generate(turn.Curve, turn.Random, RandomPurpose.Identity),
            CreatedAt = turn.Now,
            Installations = [installationId ?? NewInstallationId(turn.Random)],
        };
        return Step.To<IdentityState, IdentityInfo>(created, created.Info!);
    }

    /// <summary>A random UUID version 4, the form that the deployed network uses (facts 6.2).</summary>
    private static string NewInstallationId(IRandomSource random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.Fill(bytes, RandomPurpose.InstallationId);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }
}
