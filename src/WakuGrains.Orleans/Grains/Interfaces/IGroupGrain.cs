using WakuGrains.Groups;

namespace WakuGrains.Orleans;

/// <summary>A group as a grain. Its key is the text of its <see cref="Engine.GroupAddress"/>.</summary>
[Alias("waku.IGroupGrain")]
public interface IGroupGrain : IGroup, IGrainWithStringKey;
