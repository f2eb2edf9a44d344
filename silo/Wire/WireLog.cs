using System.Text.Json;
using WakuGrains.Ports;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Silo.Wire;

/// <summary>
/// A node that writes down every envelope before another one publishes it: one JSON object a line with hash, content topic
/// and payload (hex). A line is with the operating system before the envelope is with the node, so that what was published
/// can be told apart from what was not after the process was killed. Payloads are ciphertext.
/// </summary>
internal sealed class WireLog : IWakuNode, IAsyncDisposable
{
    private readonly IWakuNode node;
    private readonly FileStream file;
    private readonly SemaphoreSlim oneWriter = new(1, 1);

    public WireLog(IWakuNode node, string path)
    {
        this.node = node;
        file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
    }

    public string Name => node.Name;

    public async Task PublishAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        await AppendAsync(Line(envelope), cancellationToken);
        await node.PublishAsync(envelope, cancellationToken);
    }

    public Task SubscribeAsync(IReadOnlyCollection<string> contentTopics, CancellationToken cancellationToken) =>
        node.SubscribeAsync(contentTopics, cancellationToken);

    public void Attach(IEnvelopeReceiver receiver) => node.Attach(receiver);

    public ValueTask<NodeHealth> CheckHealthAsync(CancellationToken cancellationToken) =>
        node.CheckHealthAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await file.DisposeAsync();
        oneWriter.Dispose();
    }

    private async Task AppendAsync(byte[] line, CancellationToken cancellationToken)
    {
        await oneWriter.WaitAsync(cancellationToken);
        try
        {
            await file.WriteAsync(line, CancellationToken.None);
            await file.FlushAsync(CancellationToken.None);
        }
        finally
        {
            oneWriter.Release();
        }
    }

    private static byte[] Line(Envelope envelope)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("hash", envelope.Hash.ToString());
            json.WriteString("contentTopic", envelope.Message.ContentTopic);
            json.WriteString("payload", Convert.ToHexStringLower(envelope.Message.Payload.Span));
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }
}
