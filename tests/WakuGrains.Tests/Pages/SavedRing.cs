using Google.Protobuf;
using WakuGrains.Engine.Pages;
using WakuGrains.State;

namespace WakuGrains.Tests.Pages;

/// <summary>
/// A ring of texts as an entity would keep it: what changed is written, and read again before the next step.
/// </summary>
internal sealed class SavedRing
{
    /// <summary>Room for four pages of sixty bytes and twenty bytes beside them.</summary>
    public static readonly PageRingLayout<string> Layout = new(
        4,
        OpenLength: 20,
        PageLength: 60,
        ByteString.CopyFromUtf8,
        bytes => bytes.ToStringUtf8()
    );

    /// <summary>The ring.</summary>
    public PageRing<string> Ring { get; private set; } = new(Layout);

    /// <summary>What is stored with the main part.</summary>
    public byte[] Main { get; set; } = [];

    /// <summary>What is stored in the slots.</summary>
    public byte[]?[] Slots { get; } = new byte[]?[Layout.Pages];

    /// <summary>The slots that the last step wrote.</summary>
    public List<int> Written { get; } = [];

    /// <summary>Whether there was room for one text more.</summary>
    public bool TryAppend(string text)
    {
        if (Ring.TryAppend(text) is not { } next)
            return false;
        Save(next);
        return true;
    }

    /// <summary>Drops the texts before a position.</summary>
    public void DropBefore(long position) => Save(Ring.DropBefore(position));

    /// <summary>Reads what is stored.</summary>
    public PageRing<string> Load() =>
        PageRingCodec.Decode(Layout, "test", PageRingRecord.Parser.ParseFrom(Main), Slots);

    private void Save(PageRing<string> next)
    {
        Written.Clear();
        Written.AddRange(Enumerable.Range(0, Layout.Pages).Where(slot => !Ring.IsSame(slot, next)));
        foreach (var slot in Written)
            Slots[slot] = PageRingCodec.EncodePage(next, slot);
        Main = PageRingCodec.ToRecord(next).ToByteArray();
        Ring = Load();
    }
}
