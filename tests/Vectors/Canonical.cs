using Google.Protobuf;

namespace WakuGrains.Vectors;

/// <summary>
/// Compares protobuf bytes with recorded ones whose map entries may come in another order: same length, nothing unknown in
/// ours, equal content. An empty map key is written out by Go and left out here, which is the same message.
/// </summary>
internal static class Canonical
{
    private const int EmptyFieldLength = 2;

    public static void Check<T>(
        string what,
        MessageParser<T> parser,
        ReadOnlySpan<byte> actual,
        ReadOnlySpan<byte> expected,
        VectorCheck check,
        int emptyMapKeys = 0
    )
        where T : IMessage<T>
    {
        var whole = parser.ParseFrom(expected);
        var known = parser.WithDiscardUnknownFields(true).ParseFrom(expected);
        var canonicalLength = expected.Length - (emptyMapKeys * EmptyFieldLength);
        check.Equal(what + " is canonical", whole.CalculateSize(), canonicalLength);
        check.Equal(what + " length", actual.Length, known.CalculateSize());
        check.Equal(what, parser.ParseFrom(actual), known);
        if (emptyMapKeys > 0)
            check.Differs("an empty map key is left out, where Go writes it; both are the same message");
        if (!whole.Equals(known))
            check.Differs("unknown fields are skipped and not sent on");
    }
}
