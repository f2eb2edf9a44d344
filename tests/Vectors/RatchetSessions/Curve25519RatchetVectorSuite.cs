using System.Text.Json;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Vectors.RatchetSessions;

/// <summary>Sessions over Curve25519 by a model of our own, which agrees with RFC 7748.</summary>
public sealed class Curve25519RatchetVectorSuite()
    : SectionedSuite(
        "curve25519-ratchet",
        [new CaseSection("curve25519_agreements", Agree), new CaseSection("curve25519_sessions", Replay)],
        "about"
    )
{
    private static void Agree(JsonElement vector, VectorCheck check)
    {
        var shared = new byte[X25519.KeyLength];
        var key = EncodedKey.Parse(vector.Hex("public"));
        check.Equal("agreed", new Curve25519RatchetSuite().TryAgree(vector.Hex("private"), key, shared), true);
        check.Bytes("shared", shared, vector.Text("shared"));
    }

    private static void Replay(JsonElement session, VectorCheck check) =>
        new SessionReplay(new Curve25519RatchetSuite(), session, check).Run();
}
