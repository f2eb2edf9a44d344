using Google.Protobuf;
using WakuGrains.Engine;
using WakuGrains.Engine.Pages;
using WakuGrains.State;

namespace WakuGrains.Mailboxes;

/// <summary>
/// How mailboxes are stored: the newest messages and ids with the main part, 40 KiB at most, the others in pages. A mailbox that is
/// acknowledged as it fills has hardly any pages.
/// </summary>
public sealed class MailboxDefinition : IEntityDefinition<MailboxState>
{
    /// <summary>The kind's name in the store.</summary>
    public const string KindName = "mailbox";

    private const uint Format = 1;
    private const int MainPart = 0;
    private const int FirstPage = 1;
    private const int FirstIdPage = FirstPage + MessagingLimits.MailboxPages;

    /// <inheritdoc/>
    public string Kind => KindName;

    /// <inheritdoc/>
    public IReadOnlyList<string> Parts { get; } =
    [
        "main",
        .. PageRingCodec.PartNames("page", MessagingLimits.MailboxPages),
        .. PageRingCodec.PartNames("ids", MessagingLimits.MailboxIdPages),
    ];

    /// <inheritdoc/>
    public MailboxState Empty(string key) => MailboxState.Empty(InstallationKey.Parse(key));

    /// <inheritdoc/>
    public bool HasChanged(int part, MailboxState before, MailboxState after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return part switch
        {
            MainPart => !ReferenceEquals(before, after),
            < FirstIdPage => !before.Messages.IsSame(part - FirstPage, after.Messages),
            _ => !before.Acknowledged.IsSame(part - FirstIdPage, after.Acknowledged),
        };
    }

    /// <inheritdoc/>
    public byte[] Encode(int part, MailboxState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return part switch
        {
            MainPart => EncodeMain(state),
            < FirstIdPage => PageRingCodec.EncodePage(state.Messages, part - FirstPage),
            _ => PageRingCodec.EncodePage(state.Acknowledged, part - FirstIdPage),
        };
    }

    /// <inheritdoc/>
    public MailboxState Decode(string key, IReadOnlyList<byte[]?> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts[MainPart] is not { } main)
            return Empty(key);
        var record = RecordFormat.Parse(MailboxRecord.Parser, main, Kind);
        RecordFormat.Require(record.Format, Format, Kind);
        var pages = parts.Skip(FirstPage).Take(MessagingLimits.MailboxPages);
        var messages = PageRingCodec.Decode(MailboxCodec.Messages, Kind, record.Messages, pages);
        var ids = PageRingCodec.Decode(MailboxCodec.Acknowledged, Kind, record.Acknowledged, parts.Skip(FirstIdPage));
        var waiting = messages.From(messages.First).Select(message => message.Origin);
        return new(
            InstallationKey.Parse(key),
            messages,
            ids,
            [.. waiting.Concat(ids.From(ids.First)).Select(origin => origin.Id)]
        );
    }

    private static byte[] EncodeMain(MailboxState state)
    {
        var record = new MailboxRecord
        {
            Format = Format,
            Messages = PageRingCodec.ToRecord(state.Messages),
            Acknowledged = PageRingCodec.ToRecord(state.Acknowledged),
        };
        return record.ToByteArray();
    }
}
