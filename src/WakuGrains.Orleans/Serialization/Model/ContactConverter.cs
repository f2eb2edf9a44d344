using WakuGrains.Identities;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Orleans.Serialization.Model;

/// <summary>A <see cref="Contact"/>.</summary>
[GenerateSerializer]
internal struct ContactSurrogate
{
    [Id(0)]
    public string Name;

    [Id(1)]
    public PublicKey PublicKey;
}

[RegisterConverter]
internal sealed class ContactConverter : IConverter<Contact, ContactSurrogate>
{
    public Contact ConvertFromSurrogate(in ContactSurrogate surrogate) => new(surrogate.Name, surrogate.PublicKey);

    public ContactSurrogate ConvertToSurrogate(in Contact value) =>
        new() { Name = value.Name, PublicKey = value.PublicKey };
}
