using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Serialization;
using Orleans.Serialization.Configuration;
using Orleans.Serialization.Invocation;
using Orleans.Serialization.Serializers;
using WakuGrains.Conformance;
using WakuGrains.Orleans.Serialization;

namespace WakuGrains.Orleans.Tests.Serialization;

/// <summary>The serializer as silos and clients have it.</summary>
internal static class Wire
{
    /// <summary>What the names of our types begin with.</summary>
    public const string Prefix = "waku.";

    private static readonly IServiceProvider Services = new ServiceCollection()
        .AddSingleton(Samples.Curve)
        .AddWakuGrainsSerialization()
        .BuildServiceProvider();

    public static Serializer Serializer => Services.GetRequiredService<Serializer>();

    public static CodecProvider Codecs => Services.GetRequiredService<CodecProvider>();

    /// <summary>The types that have a name, by name.</summary>
    public static IReadOnlyDictionary<string, Type> Types { get; } =
        Services
            .GetRequiredService<IOptions<TypeManifestOptions>>()
            .Value.WellKnownTypeAliases.Where(alias => alias.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .Where(alias => !alias.Value.IsInterface)
            .ToDictionary(StringComparer.Ordinal);

    /// <summary>The name of a type.</summary>
    public static string NameOf(Type type) => Types.Single(named => named.Value == type).Key;

    /// <summary>The bytes of an answer with a value, or with an exception: the name of the type is among them.</summary>
    public static byte[] Write(object value) =>
        Serializer.SerializeToArray<object>(
            value is Exception fault
                ? Response.FromException(fault)
                : (Response)Answering(value.GetType()).Invoke(null, [value])!
        );

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static object Read(byte[] bytes)
    {
        var response = (Response)Serializer.Deserialize<object>(bytes)!;
        return response.Exception ?? response.Result!;
    }

    /// <summary>There and back, as in a call to another silo.</summary>
    public static T Send<T>(T value) => Serializer.Deserialize<T>(Serializer.SerializeToArray(value))!;

    /// <summary>What a call within a silo hands over.</summary>
    public static T Copy<T>(T value) => Services.GetRequiredService<DeepCopier>().Copy(value)!;

    private static MethodInfo Answering(Type type) =>
        typeof(Response).GetMethod(nameof(Response.FromResult))!.MakeGenericMethod(type);
}
