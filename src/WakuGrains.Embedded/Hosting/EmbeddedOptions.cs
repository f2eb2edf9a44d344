using System.ComponentModel.DataAnnotations;

namespace WakuGrains.Embedded.Hosting;

/// <summary>Options of the embedded engine and its store.</summary>
public sealed class EmbeddedOptions
{
    /// <summary>Where the database lies. Created with owner-only access when it is not there.</summary>
    [Required]
    public string DataDirectory { get; set; } = "";

    /// <summary>How long an idle entity stays in memory.</summary>
    /// <value>10 minutes by default.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan IdleAge { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How many entities stay in memory; beyond it those unused for longest go, unless they are in use.</summary>
    /// <value>50,000 by default: about 10 kB each.</value>
    [Range(1, 10_000_000)]
    public int MaxActivations { get; set; } = 50_000;

    /// <summary>How many envelopes of one session may be on their way to the node at once.</summary>
    /// <value>32 by default.</value>
    [Range(1, 1024)]
    public int PublishWindow { get; set; } = 32;

    /// <summary>How many envelopes of all sessions may be on their way to the node at once.</summary>
    /// <value>256 by default.</value>
    [Range(1, 65_536)]
    public int PublishConcurrency { get; set; } = 256;

    /// <summary>The database file in a data directory.</summary>
    public string DatabasePath => Path.Combine(DataDirectory, "wakugrains.db");
}
