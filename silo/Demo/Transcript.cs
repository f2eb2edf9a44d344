using Spectre.Console;
using WakuGrains.Client;
using WakuGrains.Engine;
using WakuGrains.Messages;
using WakuGrains.Sessions;

namespace WakuGrains.Silo.Demo;

/// <summary>Prints the demo's conversation, and underneath each message what carried it. Reads as well without a terminal.</summary>
internal sealed class Transcript(IAnsiConsole console)
{
    public void Introduce(string reason, params IEnumerable<WakuIdentity> identities)
    {
        console.MarkupLine(
            "[bold]Two bots talk through the real pipeline, in one process and a temporary data directory.[/]"
        );
        console.MarkupLineInterpolated($"[grey]{reason}[/]");
        foreach (var identity in identities)
            console.MarkupLineInterpolated($"{identity.Name, -6} [grey]{identity.PublicKey}[/]");
        console.WriteLine();
    }

    public void Message(string from, IncomingMessage message, string to)
    {
        var content = message.IsText ? message.Text : $"{message.ContentType}, {message.Body.Length} bytes";
        console.MarkupLineInterpolated($"[bold]{from} → {to}[/]  {content}");
    }

    public void Underneath(IEnumerable<EnvelopeHandled> envelopes)
    {
        foreach (var envelope in envelopes)
            console.MarkupLineInterpolated(
                $"    [grey]{envelope.Hash.ToString()[..12]}  to {envelope.Installation.Identity.Name, -5}  {Words(envelope.Topic), -18}  {Words(envelope.Encryption), -24}  {envelope.Outcome.Code()}[/]"
            );
    }

    public void Note(string text) => console.MarkupLineInterpolated($"[green]✓[/] {text}");

    private static string Words(TopicKind topic) =>
        topic switch
        {
            TopicKind.ContactCode => "contact code topic",
            TopicKind.Partitioned => "discovery topic",
            TopicKind.Personal => "personal topic",
            TopicKind.Negotiated => "negotiated topic",
            TopicKind.Group => "group topic",
            _ => topic.ToString(),
        };

    private static string Words(MessageEncryption encryption) =>
        encryption switch
        {
            MessageEncryption.None => "-",
            MessageEncryption.DiffieHellman => "Diffie-Hellman",
            MessageEncryption.X3dh => "X3DH, Double Ratchet",
            MessageEncryption.DoubleRatchet => "Double Ratchet",
            MessageEncryption.HashRatchet => "hash ratchet",
            _ => encryption.ToString(),
        };
}
