using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using Google.Protobuf;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Orleans.Tests.Serialization;

/// <summary>
/// Everything that a value says, secrets included, as lines of path and content: to compare values that are not equal by value,
/// and to write down what old bytes mean.
/// </summary>
internal static class WireText
{
    /// <summary>The lines of a value, in order of their paths.</summary>
    public static string Of(object? value)
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        Write(lines, "", value);
        return string.Join('\n', lines);
    }

    private static void Write(SortedSet<string> lines, string path, object? value)
    {
        if (Leaf(value) is { } text)
            lines.Add($"{path} = {text}");
        else
            foreach (var (name, below) in Parts(value!))
                Write(lines, $"{path}.{name}", below);
    }

    private static string? Leaf(object? value) =>
        value switch
        {
            null => "null",
            string text => $"'{text}'",
            byte[] bytes => Hex(bytes),
            ReadOnlyMemory<byte> bytes => Hex(bytes.Span),
            IMessage message => Hex(message.ToByteArray()),
            PublicKey or EncodedKey or MessageHash => value.ToString(),
            SecretBytes secret => Hex(secret.Span),
            Bundle bundle => Hex(bundle.Encode().Span),
            DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
            Enum or TimeSpan => value.ToString(),
            _ when value.GetType().IsPrimitive => Convert.ToString(value, CultureInfo.InvariantCulture),
            IEnumerable items when !items.Cast<object?>().Any() => "empty",
            _ => null,
        };

    private static IEnumerable<(string Name, object? Value)> Parts(object value) =>
        value switch
        {
            IDictionary items => items.Keys.Cast<object>().Select(key => ($"[{key}]", items[key])),
            IEnumerable items => items.Cast<object?>().Select((item, index) => ($"[{index}]", item)),
            KeyPair pair => [("PrivateKey", pair.PrivateKey.ToArray()), ("PublicKey", pair.PublicKey)],
            Exception exception =>
            [
                .. Properties(value, property => property.DeclaringType == value.GetType()),
                ("Message", exception.Message),
                ("InnerException", exception.InnerException?.Message),
            ],
            GroupKey or Envelope or ProtocolMessage => Properties(value, _ => true),
            _ => Properties(value, property => property.CanWrite),
        };

    // Of the model's records what can be set; the rest follows from it.
    private static IEnumerable<(string Name, object? Value)> Properties(
        object value,
        Func<PropertyInfo, bool> counts
    ) =>
        value
            .GetType()
            .GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(counts)
            .Select(property => (property.Name, property.GetValue(value)));

    private static string Hex(ReadOnlySpan<byte> bytes) => $"0x{Convert.ToHexStringLower(bytes)}";
}
