using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Vectors.RatchetSessions;

/// <summary>Whole Double Ratchet sessions as the deployed Go implementation ran them, both sides.</summary>
public sealed class GoDoubleRatchetSuite(ISecp256k1 curve)
    : SectionedSuite(
        "go-dr",
        [
            new CaseSection(
                "sessions",
                (session, check) => new SessionReplay(new Secp256k1RatchetSuite(curve), session, check).Run()
            ),
        ],
        "about"
    );
