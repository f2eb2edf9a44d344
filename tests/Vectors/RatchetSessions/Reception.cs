using System.Text.Json;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Vectors.RatchetSessions;

/// <summary>One recorded delivery: whether it is read, what comes out, which keys are skipped.</summary>
internal sealed class Reception(DoubleRatchet ratchet, IReadOnlyDictionary<long, SentMessage> sent, VectorCheck check)
{
    private const string RepeatReason = "a repeat is a duplicate here; the recorded implementation keeps used keys";

    private const string KeptReason =
        "a skipped key is still there: used keys, which the recorded implementation keeps, push none out here";

    /// <summary>Delivers a message that the recording leaves out but says was read.</summary>
    public static void Deliver(
        DoubleRatchet ratchet,
        SentMessage message,
        SessionParty party,
        long number,
        VectorCheck check
    )
    {
        var random = new ScriptedRandomSource();
        var result = ratchet.Decrypt(party.State, party.Keys, message.Header, message.Payload, random);
        check.Equal($"omitted {number}", result.Outcome, RatchetOutcome.Decrypted);
        (party.State, party.Keys) = (result.State, result.Keys);
        party.Read.Add(number);
    }

    public void Play(JsonElement recorded, SessionParty party, string label)
    {
        if (recorded.Has("header") && recorded.GetProperty("header").Hex("key").Length != ratchet.Suite.PublicKeyLength)
        {
            // Such a key is refused when the message is decoded and never reaches the ratchet.
            check.Equal(label + ": ok", recorded.Flag("ok"), false);
            return;
        }

        var (number, message) = (recorded.Number("msg"), Altered(recorded));
        var random = new ScriptedRandomSource();
        if (recorded.Has("new_ratchet_private"))
            random.Add(RandomPurpose.RatchetKey, recorded.Hex("new_ratchet_private"));
        var result = ratchet.Decrypt(party.State, party.Keys, message.Header, message.Payload, random);
        Compare(recorded, party, label, result, message, number);
        check.Equal(label + ": draws used", random.IsExhausted, true);
        CheckKeys(recorded, party, label, result, message);
        (party.State, party.Keys) = (result.State, result.Keys);
        if (result.IsDecrypted)
            party.Read.Add(number);
    }

    private void Compare(
        JsonElement recorded,
        SessionParty party,
        string label,
        RatchetDecryption result,
        SentMessage message,
        long number
    )
    {
        if (!result.IsDecrypted)
        {
            check.Equal(label + ": same state", ReferenceEquals(result.State, party.State), true);
            check.Equal(label + ": same keys", ReferenceEquals(result.Keys, party.Keys), true);
        }

        switch (recorded.Flag("ok"), result.IsDecrypted)
        {
            case (true, true):
                check.Bytes(label + ": plaintext", result.Plaintext.Span, recorded.Text("plaintext"));
                break;
            case (true, false):
                check.Equal(label + ": was read before", party.Read.Contains(number), true);
                check.Equal(label + ": outcome", result.Outcome, RatchetOutcome.Duplicate);
                check.Differs(RepeatReason);
                break;
            case (false, true):
                check.Equal(label + ": was read before", party.Read.Contains(number), false);
                check.Equal(label + ": error", recorded.Text("error_kind"), "message_key_consumed");
                check.Bytes(label + ": plaintext", result.Plaintext.Span, Convert.ToHexStringLower(message.Plaintext));
                check.Differs(KeptReason);
                break;
            case (false, false):
                CheckRefusal(recorded, label, result.Outcome);
                break;
        }
    }

    private void CheckRefusal(JsonElement recorded, string label, RatchetOutcome outcome)
    {
        RatchetOutcome[] expected = recorded.Text("error_kind") switch
        {
            // A changed header may name a message that was read before; the recorded implementation still has its key.
            "bad_mac" when recorded.Has("header") => [RatchetOutcome.Forged, RatchetOutcome.Duplicate],
            "bad_mac" => [RatchetOutcome.Forged],
            "message_key_consumed" => [RatchetOutcome.Duplicate, RatchetOutcome.Forged],
            "too_many_skipped" => [RatchetOutcome.TooFarAhead],
            "invalid_public_key" or "panic" => [RatchetOutcome.Malformed],
            _ => [],
        };
        check.Equal($"{label}: {outcome} for {recorded.Text("error_kind")}", expected.Contains(outcome), true);
    }

    /// <summary>The recorded keys are those that we skip, and that of the message itself, which we never store.</summary>
    private void CheckKeys(
        JsonElement recorded,
        SessionParty party,
        string label,
        RatchetDecryption result,
        SentMessage message
    )
    {
        if (!recorded.Flag("ok") || !result.IsDecrypted)
            return;
        HashSet<string> added =
        [
            .. result
                .Keys.Keys.Where(key => !party.Keys.TryGet(key.Id, out _))
                .Select(key => Convert.ToHexStringLower(key.Key)),
        ];
        if (recorded.Has("keys_added_count"))
            check.Equal(label + ": keys added", added.Count, recorded.Number("keys_added_count") - 1);
        if (recorded.Has("keys_count"))
            check.Equal(label + ": keys_count", (long)result.State.KeysCount, recorded.Number("keys_count"));
        string[] ofTheMessage =
        [
            .. recorded.Items("keys_added").Select(key => key.Text("mk")).Where(key => !added.Remove(key)),
        ];
        if (!recorded.Has("keys_added"))
            return;
        if (result.Keys.Count == ratchet.Limits.MaxKeysPerSession && added.Count == 1)
            check.Differs(KeptReason);
        else
            check.Equal(label + ": keys that were not recorded", added.Count, 0);
        check.Equal(label + ": keys of the message", ofTheMessage.Length, 1);
        foreach (var key in ofTheMessage)
        {
            RatchetCipher.TryOpen(Convert.FromHexString(key), message.Header, message.Payload, out var plaintext);
            check.Bytes(label + ": plaintext by the recorded key", plaintext, recorded.Text("plaintext"));
        }
    }

    private SentMessage Altered(JsonElement recorded)
    {
        var message = sent[recorded.Number("msg")];
        if (recorded.Has("header"))
        {
            var header = recorded.GetProperty("header");
            message = message with
            {
                Header = new RatchetHeader(
                    EncodedKey.Parse(header.Hex("key")),
                    (uint)header.Number("n"),
                    (uint)header.Number("pn")
                ),
            };
        }

        return recorded.TryGetProperty("payload", out _) ? message with { Payload = recorded.Hex("payload") } : message;
    }
}
