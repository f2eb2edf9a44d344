using WakuGrains.Devices;
using WakuGrains.Installations;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;
using WakuGrains.Vectors.GoScenarios.Recording;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>What else happens to a participant's stores.</summary>
internal sealed class DeviceEvents(Participant participant, RecordedEvent recorded, VectorCheck check)
{
    /// <summary>
    /// Go keeps the key of a message that was read until the application confirms it. Here it is gone with the message, so that
    /// there is nothing to confirm.
    /// </summary>
    public void Confirm()
    {
        check.Holds("confirmed", recorded.HasSucceeded);
        foreach (var removed in recorded.Changed("message_keys_removed"))
        {
            var id = new MessageKeyId(EncodedKey.Parse(removed.Hex("ratchet_key")), (uint)removed.Number("n"));
            check.Equal("the key is gone", participant.FindSkipped(id) is null, true);
        }
    }

    /// <summary>Turns a device on or off: one of a peer, or another one of its own identity.</summary>
    public void Enable(bool isEnabled)
    {
        var installation = recorded.Json.Text("installation_id");
        var identity = recorded.Has("identity") ? recorded.Key("identity") : participant.PublicKey;
        participant.State = identity.Equals(participant.PublicKey)
            ? participant.State with
            {
                Installation = Siblings.Enable(participant.State.Installation, installation, isEnabled),
            }
            : participant.State.With(
                Session.EnableDevice(participant.Session(identity), installation, isEnabled).State
            );
        var device = KnownDevices.Find(participant.Devices(identity), installation);
        check.Equal($"{installation} is enabled", device?.IsEnabled, isEnabled);
    }

    /// <summary>Its prekeys are lost; the next bundle needs a new one.</summary>
    public void LosePrivatePrekeys()
    {
        var installation = participant.State.Installation with { Prekeys = [], Bundle = null };
        participant.State = participant.State with { Installation = installation };
        check.Equal("prekeys", participant.ReceivingDevice().Prekeys.Length, 0);
    }
}
