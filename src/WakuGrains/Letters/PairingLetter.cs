using Google.Protobuf;
using WakuGrains.Engine;
using WakuGrains.Protocol.Application;
using WakuGrains.State;

namespace WakuGrains.Letters;

/// <summary>Tells an installation what another device of its identity says of itself.</summary>
/// <param name="Installation">Which installation of ours.</param>
/// <param name="Pairing">What was said.</param>
public sealed record PairingLetter(InstallationKey Installation, PairingMessage Pairing)
{
    internal const string Kind = "pairing";

    private const uint Format = 1;

    /// <summary>The letter to post.</summary>
    public Letter ToLetter() =>
        new(
            Kind,
            new PairingLetterRecord
            {
                Format = Format,
                Installation = Installation.ToString(),
                Pairing = ByteString.CopyFrom(Pairing.Encode()),
            }.ToByteArray()
        );

    /// <summary>Reads a letter.</summary>
    /// <exception cref="StateFormatException">It is damaged.</exception>
    internal static PairingLetter Read(Letter letter)
    {
        var record = RecordFormat.Parse(PairingLetterRecord.Parser, letter.Body.ToArray(), Kind);
        RecordFormat.Require(record.Format, Format, Kind);
        return RecordFormat.Restore(
            Kind,
            () =>
                PairingMessage.TryDecode(record.Pairing.Span, out var pairing)
                    ? new PairingLetter(InstallationKey.Parse(record.Installation), pairing)
                    : throw new FormatException("Not a pairing message.")
        );
    }
}
