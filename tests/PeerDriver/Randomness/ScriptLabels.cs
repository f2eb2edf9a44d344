using System.Collections.Frozen;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.PeerDriver.Randomness;

/// <summary>Under which label a script holds the draws of a purpose.</summary>
internal static class ScriptLabels
{
    /// <summary>Serves every private key whose own label has run out.</summary>
    public const string AnyKey = "keys";

    /// <summary>Serves all other bytes whose own label has run out.</summary>
    public const string AnyBytes = "bytes";

    private static readonly FrozenDictionary<RandomPurpose, (string Label, string Otherwise)> ByPurpose =
        new Dictionary<RandomPurpose, (string, string)>
        {
            [RandomPurpose.Identity] = ("identity", AnyKey),
            [RandomPurpose.InstallationId] = ("installation", AnyBytes),
            [RandomPurpose.SignedPrekey] = ("spk", AnyKey),
            [RandomPurpose.X3dhEphemeral] = ("x3dh_ephemeral", AnyKey),
            [RandomPurpose.RatchetKey] = ("ratchet", AnyKey),
            [RandomPurpose.DiffieHellmanEphemeral] = ("dh_ephemeral", AnyKey),
            [RandomPurpose.DiffieHellmanNonce] = ("dh_nonce", AnyBytes),
            [RandomPurpose.GroupKey] = ("group_key", AnyKey),
            [RandomPurpose.HashRatchetNonce] = ("hr_nonce", AnyBytes),
            [RandomPurpose.RekeyNonce] = ("rekey_nonce", AnyBytes),
            [RandomPurpose.SymmetricNonce] = ("sym_nonce", AnyBytes),
            [RandomPurpose.EciesEphemeral] = ("ecies_ephemeral", AnyKey),
            [RandomPurpose.EciesIv] = ("ecies_iv", AnyBytes),
            [RandomPurpose.Padding] = ("padding", AnyBytes),
        }.ToFrozenDictionary();

    private static readonly FrozenSet<string> Known = ByPurpose
        .Values.Select(labels => labels.Label)
        .Concat([AnyKey, AnyBytes])
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The labels to look under, in order; none for what never shows on the wire.</summary>
    public static IEnumerable<string> Of(RandomPurpose purpose) =>
        ByPurpose.TryGetValue(purpose, out var labels) ? [labels.Label, labels.Otherwise] : [];

    public static bool IsKnown(string label) => Known.Contains(label);
}
