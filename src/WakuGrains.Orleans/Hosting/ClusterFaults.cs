using MediatR;
using Orleans.Runtime;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Hosting;

/// <summary>
/// Says of what goes wrong between silos what the engine contract says, so that who asks knows that asking again may help,
/// whatever the engine.
/// </summary>
internal sealed class ClusterFaults<TRequest, TResponse> : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    /// <inheritdoc/>
    /// <exception cref="StoreUnavailableException">A silo is gone or did not answer, or an entity was just moved.</exception>
    public async Task<TResponse> Handle(
        TRequest request,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<TResponse> next
    )
    {
        try
        {
            return await next();
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            throw new StoreUnavailableException($"The cluster did not answer: {exception.Message}", exception);
        }
    }
}
