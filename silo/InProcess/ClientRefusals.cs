using System.Net;
using WakuGrains.Client;
using WakuGrains.Silo.Api;

namespace WakuGrains.Silo.InProcess;

/// <summary>What the messaging model refuses, in the client's words.</summary>
internal static class ClientRefusals
{
    public static async Task<T> TranslateAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception exception) when (Refusals.Find(exception) is { } problem)
        {
            throw new WakuRequestException((HttpStatusCode)problem.Status, problem.Code, problem.Field, problem.Detail);
        }
    }
}
