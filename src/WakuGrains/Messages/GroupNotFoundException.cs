using WakuGrains.Engine;

namespace WakuGrains.Messages;

/// <summary>The identity is not in a group of that id.</summary>
public sealed class GroupNotFoundException : Exception
{
    /// <summary>Creates the exception.</summary>
    public GroupNotFoundException(GroupAddress group)
        : base($"'{group.Own.Identity.Name}' is not in the group 0x{group.GroupId}.") => Group = group;

    /// <summary>What was looked for.</summary>
    public GroupAddress Group { get; }
}
