using Microsoft.AspNetCore.DataProtection;
using WakuGrains.Ports;

namespace OrleansBot;

/// <summary>Wraps the data key of the storage with the application's protection keys, which all silos of a cluster share.</summary>
internal sealed class KeyProtector(IDataProtectionProvider provider) : IKeyProtector
{
    private readonly IDataProtector protector = provider.CreateProtector("OrleansBot.DataKey");

    public byte[] Protect(ReadOnlySpan<byte> key) => protector.Protect(key.ToArray());

    public byte[] Unprotect(ReadOnlySpan<byte> wrapped) => protector.Unprotect(wrapped.ToArray());
}
