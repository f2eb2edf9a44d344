namespace WakuGrains.Client.Http;

/// <summary>
/// The one place of the client where chance enters: the jitter of delays and the uniqueness of idempotency keys. Neither is
/// a secret.
/// </summary>
internal static class Chance
{
#pragma warning disable RS0030 // Banned everywhere else; here it is what the class is for.
    /// <summary>A number from 0 to 1.</summary>
    public static double Fraction() => Random.Shared.NextDouble();

    /// <summary>An idempotency key that nobody else has.</summary>
    public static string IdempotencyKey() => Guid.NewGuid().ToString("N");
#pragma warning restore RS0030
}
