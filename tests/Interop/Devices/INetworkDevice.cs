using WakuGrains.Protocol.Waku;

namespace WakuGrains.Interop.Tests.Devices;

/// <summary>One device of either side, as the network between them sees it.</summary>
internal interface INetworkDevice
{
    /// <summary>What failures call it.</summary>
    string Name { get; }

    /// <summary>The identity that it is a device of, compressed, in hex.</summary>
    string Identity { get; }

    /// <summary>Its installation id.</summary>
    string InstallationId { get; }

    /// <summary>Takes an envelope; the number says the how-manieth time, from 1.</summary>
    Task ReceiveAsync(Envelope envelope, int times);

    /// <summary>What went otherwise than it should with an envelope that was handed to it; null when nothing did.</summary>
    string? Judge(Sighting sighting);

    /// <summary>Sends a text to the other side.</summary>
    Task<SentText> SendAsync(string to, string text);

    /// <summary>Every text that it has, in any order; a text that it was given twice is there twice.</summary>
    Task<IReadOnlyList<ReadText>> ReadAsync();

    /// <summary>Completes when it has a text.</summary>
    Task HasReadAsync(string text);
}

/// <summary>A text on one device.</summary>
/// <param name="MessageId">Its application message id, in hex.</param>
/// <param name="Text">The text.</param>
/// <param name="IsCopy">Whether it is a copy of what another device of the same identity sent to the other side.</param>
internal sealed record ReadText(string MessageId, string Text, bool IsCopy);
