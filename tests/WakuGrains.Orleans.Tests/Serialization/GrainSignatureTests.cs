using System.Reflection;
using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Sessions;

namespace WakuGrains.Orleans.Tests.Serialization;

/// <summary>Whatever a grain takes or gives can travel: also what is added to a grain's interface later.</summary>
public sealed class GrainSignatureTests
{
    private static readonly Assembly[] Model = [typeof(Turn).Assembly, typeof(PublicKey).Assembly];

    [Fact]
    public void Every_type_in_a_signature_of_a_grain_can_be_written_and_copied()
    {
        var types = Signatures().ToList();
        types.ShouldContain(typeof(PublicKey));
        Wire.Codecs.TryGetCodec<SessionState>().ShouldBeNull("or else this test would say nothing");
        foreach (var type in types)
        {
            Wire.Codecs.TryGetCodec(type).ShouldNotBeNull(type.FullName);
            Wire.Codecs.TryGetDeepCopier(type).ShouldNotBeNull(type.FullName);
        }
    }

    [Fact]
    public void Every_type_of_the_model_in_a_signature_has_a_name_on_the_wire() =>
        Signatures()
            .Where(type => Model.Contains(type.Assembly))
            .Except(Wire.Types.Values)
            .ShouldBeEmpty("a type without a name cannot be an answer");

    [Fact]
    public void Grains_take_and_give_types_of_the_model_as_the_entities_do()
    {
        var interfaces = Interfaces().Select(type => type.Name).ToList();
        string[] entities = ["IIdentityGrain", "IInstallationGrain", "ISessionGrain", "IGroupGrain"];
        entities.Except(interfaces).ShouldBeEmpty();
    }

    private static IEnumerable<Type> Interfaces() =>
        typeof(IIdentityGrain)
            .Assembly.GetTypes()
            .Where(type => type.IsInterface && type.IsAssignableTo(typeof(IGrain)));

    private static IEnumerable<Type> Signatures() =>
        Interfaces()
            .SelectMany(type => type.GetInterfaces().Append(type))
            .SelectMany(type => type.GetMethods())
            .SelectMany(method =>
                method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)
            )
            .SelectMany(Open)
            .Where(type => type.Namespace?.StartsWith("WakuGrains", StringComparison.Ordinal) == true)
            .Distinct();

    // A type and what it is made of.
    private static IEnumerable<Type> Open(Type type) =>
        type.IsArray ? Open(type.GetElementType()!) : type.GetGenericArguments().SelectMany(Open).Append(type);
}
