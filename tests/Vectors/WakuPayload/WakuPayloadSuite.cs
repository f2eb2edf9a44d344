using System.Text.Json;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Vectors.WakuPayload;

/// <summary>26/WAKU2-PAYLOAD and 14/WAKU2-MESSAGE as the deployed JavaScript implementation has them.</summary>
public sealed class WakuPayloadSuite(ISecp256k1 curve)
    : SectionedSuite(
        "waku-payload",
        [
            new CaseSection("cases", new PayloadCases(curve).Check),
            new CaseSection("negative", new NegativeCases(curve).Check),
            new CaseSection("wireV0", PlainMessages.Check),
        ],
        "spec",
        "generator",
        "rng",
        "notes"
    )
{
    /// <inheritdoc/>
    public override bool Recognises(JsonElement root) =>
        base.Recognises(root) && root.Text("spec").StartsWith("26/WAKU2-PAYLOAD", StringComparison.Ordinal);
}
