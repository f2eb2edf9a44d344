using System.Runtime.CompilerServices;
using System.Text;

namespace WakuGrains.Protocol.Application;

/// <summary>
/// Guards texts on their way out: a lone surrogate has no UTF-8 form, and protobuf would put U+FFFD in its place without a word
/// (facts app layer 9). Incoming texts are guarded by the protobuf parser, which refuses what is not UTF-8.
/// </summary>
internal static class Utf8Text
{
    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <summary>Throws unless the text can be written as UTF-8.</summary>
    /// <exception cref="ArgumentException">It holds half of a surrogate pair.</exception>
    public static void Require(string text, [CallerArgumentExpression(nameof(text))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(text, name);
        try
        {
            _ = Strict.GetByteCount(text);
        }
        catch (EncoderFallbackException exception)
        {
            throw new ArgumentException("The text holds half of a surrogate pair.", name, exception);
        }
    }
}
