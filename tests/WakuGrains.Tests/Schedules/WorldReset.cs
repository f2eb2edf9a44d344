namespace WakuGrains.Tests.Schedules;

/// <summary>
/// A device has begun anew with an identity. A device of that identity learns of it by the first message that it reads of what
/// was published afterwards; what it had published until then may be lost, and nothing after that.
/// </summary>
/// <param name="since">How many envelopes had been published before.</param>
internal sealed class WorldReset(int since)
{
    private readonly Dictionary<WorldDevice, int> known = [];

    /// <summary>A device has read an envelope of the one that has begun anew.</summary>
    /// <param name="reader">Who has read it.</param>
    /// <param name="post">The envelope.</param>
    /// <param name="published">How many were published until now.</param>
    public void Read(WorldDevice reader, PostedEnvelope post, int published)
    {
        if (post.Number >= since)
            known.TryAdd(reader, published);
    }

    /// <summary>Whether an envelope to the device that has begun anew may be for what that has forgotten.</summary>
    public bool MayLose(PostedEnvelope post) => !known.TryGetValue(post.From, out var number) || post.Number < number;
}
