using WakuGrains.Catalogs;

namespace WakuGrains.Orleans;

/// <summary>A list of keys as a grain. Its key is the list's name (<see cref="GrainKeys"/>).</summary>
[Alias("waku.ICatalogGrain")]
public interface ICatalogGrain : IKeyCatalog, IGrainWithStringKey;
