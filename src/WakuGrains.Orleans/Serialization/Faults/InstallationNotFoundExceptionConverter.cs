using WakuGrains.Messages;

namespace WakuGrains.Orleans.Serialization.Faults;

/// <summary>An <see cref="InstallationNotFoundException"/>.</summary>
[GenerateSerializer]
internal struct InstallationNotFoundExceptionSurrogate
{
    [Id(0)]
    public Fault Fault;

    [Id(1)]
    public string InstallationId;
}

[RegisterConverter]
internal sealed class InstallationNotFoundExceptionConverter
    : IConverter<InstallationNotFoundException, InstallationNotFoundExceptionSurrogate>
{
    public InstallationNotFoundException ConvertFromSurrogate(in InstallationNotFoundExceptionSurrogate surrogate) =>
        surrogate.Fault.Trace(new InstallationNotFoundException(surrogate.InstallationId));

    public InstallationNotFoundExceptionSurrogate ConvertToSurrogate(in InstallationNotFoundException value) =>
        new() { Fault = Fault.Of(value), InstallationId = value.InstallationId };
}
