using QRCoder;

namespace WakuGrains.Silo.Api;

/// <summary>Draws texts as QR codes, for screens, files and terminals.</summary>
internal static class QrCode
{
    private const int PixelsPerModule = 8;

    /// <summary>A vector graphic.</summary>
    public static string Svg(string text)
    {
        using var data = Encode(text);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(PixelsPerModule);
    }

    /// <summary>A PNG file.</summary>
    public static byte[] Png(string text)
    {
        using var data = Encode(text);
        using var code = new PngByteQRCode(data);
        return code.GetGraphic(PixelsPerModule);
    }

    /// <summary>Half blocks, two modules a character, dark on light as scanners want it.</summary>
    public static string Terminal(string text)
    {
        using var data = Encode(text);
        using var code = new AsciiQRCode(data);
        return code.GetGraphicSmall();
    }

    // Medium correction: a photographed screen loses little, and cards are long.
    private static QRCodeData Encode(string text) => QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
}
