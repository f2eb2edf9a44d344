using WakuGrains.Engine;

namespace WakuGrains.Tests.Support;

/// <summary>
/// An entity between whose turns it is put away: of each turn only the parts that changed are written, and the next begins with what
/// can be read.
/// </summary>
internal sealed class SavedEntity<TState>(IEntityDefinition<TState> definition, string key)
    where TState : class
{
    private readonly byte[]?[] parts = new byte[]?[definition.Parts.Count];

    /// <summary>The state.</summary>
    public TState State { get; private set; } = definition.Empty(key);

    /// <summary>The parts that the last turn wrote.</summary>
    public List<string> Written { get; } = [];

    /// <summary>What is stored.</summary>
    public IReadOnlyList<byte[]?> Parts => parts;

    /// <summary>Bytes of everything that is stored.</summary>
    public long Length => parts.Sum(part => part?.Length ?? 0L);

    /// <summary>Whether the state is kept between two turns, as long as a test needs many.</summary>
    public bool StaysActive { get; set; }

    /// <summary>Makes a turn.</summary>
    public TResult Turn<TResult>(Func<TState, Step<TState, TResult>> behaviour)
    {
        var step = behaviour(State);
        step.Effects.ShouldBeEmpty();
        Written.Clear();
        for (var part = 0; part < parts.Length; part++)
            if (!ReferenceEquals(State, step.State) && definition.HasChanged(part, State, step.State))
                Write(part, step.State);
        State = StaysActive ? step.State : Load();
        return step.Result;
    }

    /// <summary>Reads what is stored.</summary>
    public TState Load() => definition.Decode(key, parts);

    /// <summary>Reads what is stored, but for one part.</summary>
    public TState LoadWith(string part, byte[]? content)
    {
        var changed = parts.ToArray();
        changed[definition.Parts.ToList().IndexOf(part)] = content;
        return definition.Decode(key, changed);
    }

    /// <summary>What is stored of a part.</summary>
    public byte[]? Part(string name) => parts[definition.Parts.ToList().IndexOf(name)];

    private void Write(int part, TState state)
    {
        parts[part] = definition.Encode(part, state);
        parts[part]!.Length.ShouldBeLessThanOrEqualTo(EngineLimits.MaxPartLength);
        Written.Add(definition.Parts[part]);
    }
}
