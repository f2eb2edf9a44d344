using WakuGrains.Groups;

namespace WakuGrains.Orleans;

/// <summary>A group as a grain. Its key is that of its <see cref="Engine.GroupAddress"/> (<see cref="GrainKeys"/>).</summary>
[Alias("waku.IGroupGrain")]
public interface IGroupGrain : IGroup, IGrainWithStringKey;
