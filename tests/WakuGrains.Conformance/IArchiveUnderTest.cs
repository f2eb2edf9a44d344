using WakuGrains.Ports;

namespace WakuGrains.Conformance;

/// <summary>A store as an archive is made of it and goes into it; given back when it is disposed.</summary>
public interface IArchiveUnderTest : IAsyncDisposable
{
    /// <summary>Reads the store.</summary>
    IArchiveSource Source { get; }

    /// <summary>Writes the store.</summary>
    IArchiveTarget Target { get; }
}
