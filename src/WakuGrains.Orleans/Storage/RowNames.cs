using System.Globalization;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Orleans.Storage;

/// <summary>Names rows so that no two writers ever choose the same, nor one writer twice.</summary>
internal sealed class RowNames(IRandomSource random)
{
    private const int DrawLength = 8;

    /// <summary>A new name.</summary>
    /// <param name="what">What is in the row.</param>
    /// <param name="version">The version of the entity that it comes with.</param>
    public string Next(string what, long version)
    {
        Span<byte> draw = stackalloc byte[DrawLength];
        random.Fill(draw, RandomPurpose.Storage);
        return string.Create(CultureInfo.InvariantCulture, $"{what}.{version}.{Convert.ToHexStringLower(draw)}");
    }
}
