using System.Text.Json;
using WakuGrains.Devices;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>Compares what we know of devices and their prekeys with recorded rows.</summary>
internal sealed class DeviceRows(Participant participant, VectorCheck check)
{
    /// <summary>A row of a device that is not this one.</summary>
    public void CheckDevice(JsonElement row)
    {
        var (identity, id) = (participant.Parse(row.Hex("identity")), row.Text("installation_id"));
        var device = Find(row);
        if (participant.History.WasMissed(identity, id) && !(device is not null && Is(device, row)))
            check.Differs(Differences.DecodedStrictly);
        else if (check.Holds($"device {id}", device is not null))
            CheckDevice($"device {id}", device!, row);
    }

    /// <summary>
    /// A row of a prekey: one of ours, or a device's, of which we keep the highest. A device with our own installation id is none.
    /// </summary>
    public void CheckPrekey(JsonElement row)
    {
        if (row.Has("private_key"))
            CheckOwnPrekey(row, EncodedKey.Parse(row.Hex("signed_pre_key")));
        else if (row.Text("installation_id") != participant.InstallationId)
            CheckPrekeyOf(row, Find(row));
    }

    private static bool Is(KnownDevice device, JsonElement row) =>
        device.ActiveAtNanoseconds == row.Number("timestamp") && device.ProtocolVersion == row.Number("version");

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
        check.Equal("own prekey's identity", participant.PublicKey.ToString(), row.Text("identity"));
        check.Equal("own prekey's device", participant.InstallationId, row.Text("installation_id"));
        check.Bytes("own prekey's private key", own.Pair.PrivateKey, row.Text("private_key"));
        check.Equal("own prekey's version", own.Version, row.Number("version"));
        check.Equal(
            "own prekey's time",
            (own.CreatedAt - DateTimeOffset.UnixEpoch).Ticks,
            row.Number("timestamp") / 100
        );
        check.Equal("own prekey is replaced", !device.IsCurrent(prekey), row.Flag("expired"));
    }

    private void CheckPrekeyOf(JsonElement row, KnownDevice? device)
    {
        var (identity, id) = (participant.Parse(row.Hex("identity")), row.Text("installation_id"));
        if (participant.History.HasForgery(identity, id))
            check.Differs(Differences.ForgedPrekey);
        else if (participant.History.WasMissed(identity, id))
            check.Differs(Differences.DecodedStrictly);
        else if (check.Holds($"device {id} with a prekey", device is not null))
            CheckPrekey(row, device!);
    }

    private void CheckPrekey(JsonElement row, KnownDevice device)
    {
        var label = $"prekey of {device.InstallationId}";
        var isOlder = row.Number("version") < device.PrekeyVersion;
        if (device.SignedPrekey.ToString() == row.Text("signed_pre_key"))
        {
            check.Equal(label + " version", device.PrekeyVersion, row.Number("version"));
            check.Equal(label + " is replaced", row.Flag("expired"), false);
        }
        else if (!row.Flag("expired") && isOlder)
            check.Differs(Differences.HighestPrekey);
        else
            check.Equal(label + " is replaced", isOlder, row.Flag("expired"));
    }

    private KnownDevice? Find(JsonElement row) =>
        KnownDevices.Find(participant.Devices(participant.Parse(row.Hex("identity"))), row.Text("installation_id"));
}
