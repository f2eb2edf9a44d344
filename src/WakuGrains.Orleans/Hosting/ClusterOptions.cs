using System.ComponentModel.DataAnnotations;

namespace WakuGrains.Orleans.Hosting;

/// <summary>Options of the entities in a silo, and of those who use them.</summary>
public sealed class ClusterOptions
{
    /// <summary>Whose identities an <see cref="Client.IWakuClient"/> of this host opens.</summary>
    /// <value>The tenant of a WakuGrains silo's API key by default.</value>
    [Required]
    public string Tenant { get; set; } = "default";

    /// <summary>How long an idle entity stays in memory.</summary>
    /// <value>10 minutes by default; the runtime asks for more than one.</value>
    [Range(typeof(TimeSpan), "00:01:01", "1.00:00:00")]
    public TimeSpan IdleAge { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How many envelopes of one session may be on their way to the node at once.</summary>
    /// <value>32 by default.</value>
    [Range(1, 1024)]
    public int PublishWindow { get; set; } = 32;

    /// <summary>
    /// How soon after its silo has died an entity with something to publish or to deliver is brought to life elsewhere, unless
    /// somebody calls it before.
    /// </summary>
    /// <value>A minute by default: reminder services take nothing shorter unless they are told to.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan PendingInterval { get; set; } = TimeSpan.FromMinutes(1);
}
