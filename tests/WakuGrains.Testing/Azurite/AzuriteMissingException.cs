namespace WakuGrains.Testing.Azurite;

/// <summary>Azurite cannot be had on this machine; the message says why.</summary>
public sealed class AzuriteMissingException(string reason)
    : Exception($"Azurite, the emulator of Azure Tables, is not to be had: {reason}");
