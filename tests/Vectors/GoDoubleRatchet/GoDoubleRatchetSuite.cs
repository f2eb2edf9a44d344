using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Vectors.GoDoubleRatchet;

/// <summary>Whole Double Ratchet sessions as the deployed Go implementation ran them, both sides.</summary>
public sealed class GoDoubleRatchetSuite(ISecp256k1 curve)
    : SectionedSuite(
        "go-dr",
        [new CaseSection("sessions", (session, check) => new SessionReplay(curve, session, check).Run())],
        "about"
    );
