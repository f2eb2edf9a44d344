using WakuGrains.Engine;

namespace WakuGrains.Orleans.Serialization.Model;

/// <summary>A <see cref="Letter"/>.</summary>
[GenerateSerializer]
internal struct LetterSurrogate
{
    [Id(0)]
    public string Kind;

    [Id(1)]
    public ReadOnlyMemory<byte> Body;
}

[RegisterConverter]
internal sealed class LetterConverter : IConverter<Letter, LetterSurrogate>
{
    public Letter ConvertFromSurrogate(in LetterSurrogate surrogate) => new(surrogate.Kind, surrogate.Body);

    public LetterSurrogate ConvertToSurrogate(in Letter value) => new() { Kind = value.Kind, Body = value.Body };
}
