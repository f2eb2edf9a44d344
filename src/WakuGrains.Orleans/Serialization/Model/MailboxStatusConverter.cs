using WakuGrains.Mailboxes;

namespace WakuGrains.Orleans.Serialization.Model;

/// <summary>A <see cref="MailboxStatus"/>.</summary>
[GenerateSerializer]
internal struct MailboxStatusSurrogate
{
    [Id(0)]
    public long LastSequence;

    [Id(1)]
    public long AcknowledgedSequence;

    [Id(2)]
    public long Unacknowledged;

    [Id(3)]
    public bool HasNoRoom;
}

[RegisterConverter]
internal sealed class MailboxStatusConverter : IConverter<MailboxStatus, MailboxStatusSurrogate>
{
    public MailboxStatus ConvertFromSurrogate(in MailboxStatusSurrogate surrogate) =>
        new(surrogate.LastSequence, surrogate.AcknowledgedSequence, surrogate.Unacknowledged)
        {
            HasNoRoom = surrogate.HasNoRoom,
        };

    public MailboxStatusSurrogate ConvertToSurrogate(in MailboxStatus value) =>
        new()
        {
            LastSequence = value.LastSequence,
            AcknowledgedSequence = value.AcknowledgedSequence,
            Unacknowledged = value.Unacknowledged,
            HasNoRoom = value.HasNoRoom,
        };
}
