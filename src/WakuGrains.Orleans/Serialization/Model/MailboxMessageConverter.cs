using WakuGrains.Mailboxes;

namespace WakuGrains.Orleans.Serialization.Model;

/// <summary>A <see cref="MailboxMessage"/>.</summary>
[GenerateSerializer]
internal struct MailboxMessageSurrogate
{
    [Id(0)]
    public long Sequence;

    [Id(1)]
    public MessageContent Content;
}

[RegisterConverter]
internal sealed class MailboxMessageConverter : IConverter<MailboxMessage, MailboxMessageSurrogate>
{
    public MailboxMessage ConvertFromSurrogate(in MailboxMessageSurrogate surrogate) =>
        new(surrogate.Sequence, surrogate.Content);

    public MailboxMessageSurrogate ConvertToSurrogate(in MailboxMessage value) =>
        new() { Sequence = value.Sequence, Content = value.Content };
}
