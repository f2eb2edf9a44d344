using System.Net;

namespace WakuGrains.Client.InProcess;

/// <summary>What the messaging model refuses, in the client's words.</summary>
internal static class ClientRefusals
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
    }
}
