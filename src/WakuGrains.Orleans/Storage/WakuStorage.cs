namespace WakuGrains.Orleans.Storage;

/// <summary>Names by which an Orleans application and WakuGrains meet.</summary>
public static class WakuStorage
{
    /// <summary>The grain storage provider that holds everything of WakuGrains: <c>waku</c>.</summary>
    public const string ProviderName = "waku";
}
