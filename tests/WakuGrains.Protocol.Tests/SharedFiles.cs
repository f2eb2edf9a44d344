namespace WakuGrains.Protocol.Tests;

/// <summary>Files that are too large or not ours to keep: in a folder named shared beside the repository.</summary>
internal static class SharedFiles
{
    /// <summary>The path of a file, or nothing when the machine does not have it.</summary>
    public static string? Find(params string[] path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "WakuGrains.sln")) || folder.Parent is null)
                continue;
            var file = Path.Combine([folder.Parent.FullName, "shared", .. path]);
            return File.Exists(file) ? file : null;
        }

        return null;
    }
}
