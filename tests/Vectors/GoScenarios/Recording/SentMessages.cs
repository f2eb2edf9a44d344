using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Vectors.GoScenarios.Recording;

/// <summary>A message as it was put on the wire.</summary>
/// <param name="Wire">The bytes.</param>
/// <param name="Plaintext">What is inside.</param>
/// <param name="Sender">Whose it is.</param>
internal sealed record SentMessage(byte[] Wire, byte[] Plaintext, PublicKey Sender);

/// <summary>The messages of a scenario by their numbers.</summary>
internal sealed class SentMessages
{
    private readonly Dictionary<long, SentMessage> messages = [];

    public void Add(RecordedEvent sent, PublicKey sender)
    {
        if (sent.Message is { } number)
            messages[number] = new(sent.Json.Hex("wire"), sent.Plaintext, sender);
    }

    /// <summary>The message that an event is about; none when it was never sent as it is.</summary>
    public SentMessage? Find(RecordedEvent recorded) =>
        recorded.Message is { } number ? messages.GetValueOrDefault(number) : null;

    /// <summary>The bytes that a participant receives: a message that was sent, or what the event itself says.</summary>
    public byte[] Received(RecordedEvent recorded) =>
        recorded.Has("wire") ? recorded.Json.Hex("wire") : Find(recorded)?.Wire ?? [];
}
