namespace WakuGrains.Silo.Doctor;

/// <summary>What one examination found.</summary>
/// <param name="Subject">What was looked at.</param>
/// <param name="IsGood">Whether a silo can run with it.</param>
/// <param name="Words">What was found.</param>
internal sealed record Finding(string Subject, bool IsGood, string Words)
{
    public static Finding Good(string subject, string words) => new(subject, true, words);

    public static Finding Bad(string subject, string words) => new(subject, false, words);
}
