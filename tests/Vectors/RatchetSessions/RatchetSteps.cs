using System.Text.Json;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Vectors.RatchetSessions;

/// <summary>The derivations that a recorded event went through, each by itself with our functions.</summary>
internal static class RatchetSteps
{
    public static void Check(RatchetSuite suite, IEnumerable<JsonElement> steps, VectorCheck check)
    {
        foreach (var step in steps)
        {
            switch (step.Text("op"))
            {
                case "dh":
                    Agree(suite, step, check);
                    break;
                case "kdf_rk":
                    StepRoot(step, check);
                    break;
                case "kdf_ck":
                    StepChain(step, check);
                    break;
                case "encrypt" or "decrypt":
                    // The message key comes from a chain step and the associated data is compared with the message.
                    break;
                default:
                    check.Fail($"no such step: {step.Text("op")}");
                    break;
            }
        }
    }

    private static void Agree(RatchetSuite suite, JsonElement step, VectorCheck check)
    {
        if (!EncodedKey.TryCreate(step.Hex("public"), out var key, suite.PublicKeyLength))
            return;
        var shared = new byte[RatchetSuite.SecretLength];
        var agreed = suite.TryAgree(step.Hex("private"), key, shared);
        check.Equal("dh agreed", agreed, step.Has("out"));
        if (agreed)
            check.Bytes("dh", shared, step.Text("out"));
    }

    private static void StepRoot(JsonElement step, VectorCheck check)
    {
        var root = step.Hex("root");
        var chain = new byte[RatchetState.KeyLength];
        RatchetKdf.StepRoot(root, step.Hex("dh"), chain);
        check.Bytes("kdf_rk root", root, step.Text("new_root"));
        check.Bytes("kdf_rk chain", chain, step.Text("chain"));
    }

    private static void StepChain(JsonElement step, VectorCheck check)
    {
        var chain = step.Hex("chain");
        var messageKey = new byte[RatchetState.KeyLength];
        RatchetKdf.DeriveMessageKey(chain, messageKey);
        RatchetKdf.StepChain(chain, 1);
        check.Bytes("kdf_ck mk", messageKey, step.Text("mk"));
        check.Bytes("kdf_ck chain", chain, step.Text("new_chain"));
    }
}
