using System.Net;
using WakuGrains.Ports;

namespace WakuGrains.Client.InProcess;

/// <summary>What the messaging model refuses or cannot do now, in the client's words.</summary>
internal static class ClientFaults
{
    public static async Task<T> TranslateAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception exception) when (Refusal.Find(exception) is { } refusal)
        {
            throw new WakuRequestException((HttpStatusCode)refusal.Status, refusal.Code, refusal.Field, refusal.Detail);
        }
        catch (Exception exception) when (exception is StoreUnavailableException or WakuNodeException)
        {
            throw new WakuUnavailableException(exception.Message, exception);
        }
    }
}
