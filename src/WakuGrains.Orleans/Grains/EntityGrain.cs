using Orleans.Runtime;
using Orleans.Storage;
using WakuGrains.Engine;
using WakuGrains.Orleans.Activation;

namespace WakuGrains.Orleans.Grains;

/// <summary>
/// The shell of an entity in the cluster: what its grain does besides handing calls to the entity. Requests are admitted while
/// a commit is under way, so that what has queued up is committed together and readers do not wait; the turns of the entity run
/// one at a time all the same.
/// </summary>
internal abstract class EntityGrain<TState> : Grain, IRemindable
    where TState : class
{
    private readonly EntityActivation<TState> activation;

    /// <summary>Creates the shell around an entity's definition.</summary>
    protected EntityGrain(ActivationServices services, IEntityDefinition<TState> definition)
    {
        Services = services;
        Key = GrainKeys.Read(this.GetPrimaryKeyString());
        activation = new(definition, Key, GrainContext, services, services.Guard(GrainContext));
    }

    /// <summary>The entity's key.</summary>
    protected string Key { get; }

    /// <summary>What the activations of this silo share.</summary>
    protected ActivationServices Services { get; }

    /// <summary>Runs the entity's turns.</summary>
    protected IEntityRunner<TState> Runner => activation.Runner;

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        await activation.CloseAsync();

    /// <inheritdoc/>
    public virtual async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (reminderName == PendingGuard.ReminderName)
            await activation.RemindAsync();
    }
}
