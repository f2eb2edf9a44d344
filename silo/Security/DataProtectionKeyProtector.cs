using Microsoft.AspNetCore.DataProtection;
using WakuGrains.Ports;

namespace WakuGrains.Silo.Security;

/// <summary>Wraps the store's data key with ASP.NET Data Protection, whose keys lie in the data directory.</summary>
internal sealed class DataProtectionKeyProtector(IDataProtectionProvider provider) : IKeyProtector
{
    /// <summary>Binds the data protection keys to one application, wherever the program lies.</summary>
    public const string ApplicationName = "WakuGrains";

    private readonly IDataProtector protector = provider.CreateProtector("WakuGrains.Store.DataKey.v1");

    public byte[] Protect(ReadOnlySpan<byte> key) => protector.Protect(key.ToArray());

    public byte[] Unprotect(ReadOnlySpan<byte> wrapped) => protector.Unprotect(wrapped.ToArray());
}
