using System.Net;
using WakuGrains.Client;
using WakuGrains.Messages;

namespace WakuGrains.Silo.InProcess;

/// <summary>What the messaging model refuses, in the client's words.</summary>
internal static class Refusals
{
    public static async Task<T> TranslateAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (InvalidRequestException exception)
        {
            throw new WakuRequestException(
                HttpStatusCode.BadRequest,
                exception.Code,
                exception.Field,
                exception.Message
            );
        }
        catch (IdentityNotFoundException exception)
        {
            throw new WakuRequestException(HttpStatusCode.NotFound, "identity_not_found", "name", exception.Message);
        }
        catch (IdempotencyConflictException exception)
        {
            throw new WakuRequestException(
                HttpStatusCode.Conflict,
                "idempotency_conflict",
                "idempotencyKey",
                exception.Message
            );
        }
    }
}
