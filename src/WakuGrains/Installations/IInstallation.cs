namespace WakuGrains.Installations;

/// <summary>One of our own devices, addressed through an engine.</summary>
public interface IInstallation
{
    /// <summary>The device with its secrets, for our own sessions only.</summary>
    Task<OwnDevice> GetDeviceAsync(CancellationToken cancellationToken);

    /// <summary>Listens on the identity's own topics, if it does not yet.</summary>
    Task AnnounceAsync(CancellationToken cancellationToken);

    /// <summary>Publishes the contact code if it is due, or in any case.</summary>
    /// <returns>Whether it was put into the outbox.</returns>
    Task<bool> PublishContactCodeAsync(bool force, CancellationToken cancellationToken);
}
