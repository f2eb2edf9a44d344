using System.Xml.Linq;

namespace WakuGrains.Tests.Layers;

/// <summary>The sources that this test was built from.</summary>
internal static class Repository
{
    /// <summary>The directory of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The C# files below a directory, without what the compiler wrote.</summary>
    public static IEnumerable<string> Sources(params string[] directory) =>
        Directory
            .EnumerateFiles(Path.Combine([Root, .. directory]), "*.cs", SearchOption.AllDirectories)
            .Where(path =>
                !Path.GetRelativePath(Root, path).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin")
            );

    /// <summary>The project files below a directory.</summary>
    public static IEnumerable<string> Projects(string directory) =>
        Directory.EnumerateFiles(Path.Combine(Root, directory), "*.csproj", SearchOption.AllDirectories);

    /// <summary>The names of the projects that a project refers to.</summary>
    public static IEnumerable<string> References(string project) =>
        XDocument
            .Load(project)
            .Descendants("ProjectReference")
            .Select(reference =>
                Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'))
            );

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "WakuGrains.sln")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new DirectoryNotFoundException("The solution is not above the test.");
    }
}
