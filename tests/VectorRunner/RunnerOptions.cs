using System.Diagnostics.CodeAnalysis;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.VectorRunner;

/// <summary>What the command line asks for: which files, and which curve libraries to run them with.</summary>
internal sealed record RunnerOptions(IReadOnlyList<string> Files, IReadOnlyList<ISecp256k1> Curves)
{
    public const string Usage = "Usage: VectorRunner [--crypto native|managed|both] [FILE or FOLDER]...";

    private const string CryptoOption = "--crypto";

    /// <summary>Reads the command line. Without paths, the files that come with the program are run.</summary>
    public static bool TryParse(
        IReadOnlyList<string> arguments,
        [NotNullWhen(true)] out RunnerOptions? options,
        [NotNullWhen(false)] out string? mistake
    )
    {
        options = null;
        mistake = null;
        string? crypto = null;
        var files = new List<string>();
        for (var i = 0; i < arguments.Count && mistake is null; i++)
        {
            if (arguments[i] == CryptoOption && i + 1 < arguments.Count)
                crypto = arguments[++i];
            else if (arguments[i].StartsWith('-'))
                mistake = $"There is no option {arguments[i]}, or it lacks its value.";
            else if (!TryAddFiles(arguments[i], files))
                mistake = $"There is no file or folder {arguments[i]}.";
        }

        if (mistake is not null || !TryChooseCurves(crypto, out var curves, out mistake))
            return false;
        if (files.Count == 0)
            TryAddFiles(Path.Combine(AppContext.BaseDirectory, "vectors"), files);
        options = new RunnerOptions(files, curves);
        return true;
    }

    private static bool TryAddFiles(string path, List<string> files)
    {
        if (Directory.Exists(path))
        {
            files.AddRange(Directory.EnumerateFiles(path, "*.json", SearchOption.AllDirectories).Order());
            return true;
        }

        files.Add(path);
        return File.Exists(path);
    }

    private static bool TryChooseCurves(
        string? crypto,
        [NotNullWhen(true)] out IReadOnlyList<ISecp256k1>? curves,
        [NotNullWhen(false)] out string? mistake
    )
    {
        curves = null;
        mistake = null;
        try
        {
            curves = crypto switch
            {
                "native" => [Select(CryptoPreference.Native)],
                "managed" => [Select(CryptoPreference.Managed)],
                "both" => [Select(CryptoPreference.Native), Select(CryptoPreference.Managed)],
                null => DefaultCurves(),
                _ => null,
            };
            mistake = curves is null ? $"{CryptoOption} is native, managed or both; not {crypto}." : null;
        }
        catch (PlatformNotSupportedException exception)
        {
            mistake = exception.Message;
        }

        return curves is not null;
    }

    private static ISecp256k1[] DefaultCurves()
    {
        var best = Select(CryptoPreference.Auto);
        var managed = Select(CryptoPreference.Managed);
        return best.Name == managed.Name ? [managed] : [best, managed];
    }

    private static ISecp256k1 Select(CryptoPreference preference) => Secp256k1Provider.Select(preference).Curve;
}
