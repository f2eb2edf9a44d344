using WakuGrains.Messages;

namespace WakuGrains.Orleans.Serialization.Faults;

/// <summary>An <see cref="IdempotencyConflictException"/>.</summary>
[GenerateSerializer]
internal struct IdempotencyConflictExceptionSurrogate
{
    [Id(0)]
    public Fault Fault;
}

[RegisterConverter]
internal sealed class IdempotencyConflictExceptionConverter
    : IConverter<IdempotencyConflictException, IdempotencyConflictExceptionSurrogate>
{
    public IdempotencyConflictException ConvertFromSurrogate(in IdempotencyConflictExceptionSurrogate surrogate) =>
        surrogate.Fault.Trace(new IdempotencyConflictException());

    public IdempotencyConflictExceptionSurrogate ConvertToSurrogate(in IdempotencyConflictException value) =>
        new() { Fault = Fault.Of(value) };
}
