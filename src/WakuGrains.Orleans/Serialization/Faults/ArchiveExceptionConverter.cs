using WakuGrains.Archives;

namespace WakuGrains.Orleans.Serialization.Faults;

/// <summary>A <see cref="ArchiveException"/>.</summary>
[GenerateSerializer]
internal struct ArchiveExceptionSurrogate
{
    [Id(0)]
    public Fault Fault;
}

[RegisterConverter]
internal sealed class ArchiveExceptionConverter : IConverter<ArchiveException, ArchiveExceptionSurrogate>
{
    public ArchiveException ConvertFromSurrogate(in ArchiveExceptionSurrogate surrogate) =>
        surrogate.Fault.Restore(
            message => new ArchiveException(message),
            (message, cause) => new ArchiveException(message, cause)
        );

    public ArchiveExceptionSurrogate ConvertToSurrogate(in ArchiveException value) => new() { Fault = Fault.Of(value) };
}
