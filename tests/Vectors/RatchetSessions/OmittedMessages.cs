using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace WakuGrains.Vectors.RatchetSessions;

/// <summary>
/// What a recording left out: it says so in words, such as <c>send events of messages 3..1000 (plaintext is the text
/// 'lost N' with N = message number - 1)</c>.
/// </summary>
internal sealed partial class OmittedMessages(JsonElement session)
{
    private readonly string note = session.Text("omitted");

    /// <summary>Whether the omitted messages were also delivered, in order.</summary>
    public bool AreDelivered => note.StartsWith("send and receive", StringComparison.Ordinal);

    /// <summary>The plaintext of an omitted message.</summary>
    public byte[] Plaintext(long message)
    {
        var number = message - (note.Contains("message number - 1", StringComparison.Ordinal) ? 1 : 0);
        var pattern = QuotedText().Match(note).Groups["text"].Value;
        return Encoding.UTF8.GetBytes(pattern.Replace("N", number.ToString(CultureInfo.InvariantCulture)));
    }

    [GeneratedRegex("'(?<text>[^']*)'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex QuotedText();
}
