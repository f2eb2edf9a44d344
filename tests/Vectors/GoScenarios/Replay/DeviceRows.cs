using System.Text.Json;
using WakuGrains.Devices;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>Compares what we know of devices and their prekeys with recorded rows.</summary>
internal sealed class DeviceRows(ISecp256k1 curve, Participant participant, VectorCheck check)
{
    /// <summary>A row of a device that is not this one.</summary>
    public void CheckDevice(JsonElement row)
    {
        var (identity, id) = (PublicKey.Parse(curve, row.Hex("identity")), row.Text("installation_id"));
        var label = $"device {id}";
        if (participant.History.WasMissed(identity, id))
            check.Differs(Differences.DecodedStrictly);
        else if (check.Holds(label, Find(identity, id) is not null))
            CheckDevice(label, Find(identity, id)!, row);
    }

    /// <summary>A row of a prekey: one of ours, or a device's. We keep the highest of a device.</summary>
    public void CheckPrekey(JsonElement row)
    {
        var prekey = EncodedKey.Parse(row.Hex("signed_pre_key"));
        if (row.Has("private_key"))
            CheckOwnPrekey(row, prekey);
        else if (Find(PublicKey.Parse(curve, row.Hex("identity")), row.Text("installation_id")) is { } device)
            CheckPrekey(row, prekey, device);
    }

    private void CheckDevice(string label, KnownDevice device, JsonElement row)
    {
        check.Equal(label + " active at", device.ActiveAtNanoseconds, row.Number("timestamp"));
        check.Equal(label + " protocol version", device.ProtocolVersion, row.Number("version"));
        check.Equal(label + " enabled", device.IsEnabled, row.Flag("enabled"));
    }

    private void CheckOwnPrekey(JsonElement row, EncodedKey prekey)
    {
        var device = participant.ReceivingDevice();
        if (!check.Holds("own prekey", device.FindPrekey(prekey) is not null))
            return;
        var own = device.FindPrekey(prekey)!;
        check.Bytes("own prekey's private key", own.Pair.PrivateKey, row.Text("private_key"));
        check.Equal("own prekey's version", own.Version, row.Number("version"));
        check.Equal("own prekey is replaced", !device.IsCurrent(prekey), row.Flag("expired"));
    }

    private void CheckPrekey(JsonElement row, EncodedKey prekey, KnownDevice device)
    {
        var label = $"prekey of {device.InstallationId}";
        var isOlder = row.Number("version") < device.PrekeyVersion;
        if (device.SignedPrekey.Equals(prekey))
            check.Equal(label + " version", device.PrekeyVersion, row.Number("version"));
        else if (!row.Flag("expired") && isOlder)
            check.Differs(Differences.HighestPrekey);
        else
            check.Equal(label + " is replaced", isOlder, row.Flag("expired"));
    }

    private KnownDevice? Find(PublicKey identity, string id) => KnownDevices.Find(participant.Devices(identity), id);
}
