namespace WakuGrains.Engine;

/// <summary>
/// Something that one entity has to tell another, kept with the state of the one that tells it. The engine does not know what it
/// says: it stores the letter encrypted and hands it to <see cref="Ports.ILetterCarrier"/> until that has taken it.
/// </summary>
/// <param name="Kind">Stable name of what it says.</param>
/// <param name="Body">Protobuf, at most <see cref="EngineLimits.MaxPartLength"/> bytes.</param>
public sealed record Letter(string Kind, ReadOnlyMemory<byte> Body)
{
    /// <summary>What it is; never what it says.</summary>
    public override string ToString() => $"Letter({Kind}, {Body.Length} bytes)";
}
