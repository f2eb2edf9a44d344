using Google.Protobuf;

namespace WakuGrains.Testing;

/// <summary>Which fields of stored records hold something: samples that leave one out would prove nothing about it.</summary>
public static class RecordFields
{
    /// <summary>The full names of the fields that are set, in the message and below it.</summary>
    public static IEnumerable<string> SetIn(IMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            var value = field.Accessor.GetValue(message);
            if (!IsDefault(value))
                yield return field.FullName;
            IEnumerable<IMessage> below = value switch
            {
                IMessage single => [single],
                System.Collections.IList list => list.OfType<IMessage>(),
                _ => [],
            };
            foreach (var name in below.SelectMany(SetIn))
                yield return name;
        }
    }

    private static bool IsDefault(object? value) =>
        value switch
        {
            null or "" or false or 0u or 0L or 0ul => true,
            ByteString bytes => bytes.IsEmpty,
            System.Collections.ICollection items => items.Count == 0,
            _ => false,
        };
}
