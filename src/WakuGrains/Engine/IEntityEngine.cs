namespace WakuGrains.Engine;

/// <summary>Gives out runners: the one thing an engine has to offer so that the entities can live in it.</summary>
public interface IEntityEngine
{
    /// <summary>The runner of an entity, by its definition and key. Cheap; activation happens at the first turn.</summary>
    IEntityRunner<TState> Runner<TState>(IEntityDefinition<TState> definition, string key)
        where TState : class;
}
