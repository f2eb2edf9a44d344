using System.Collections.Immutable;
using WakuGrains.Conformance;
using WakuGrains.Engine;
using WakuGrains.Groups;
using WakuGrains.Identities;
using WakuGrains.Installations;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;
using WakuGrains.Topics;

namespace WakuGrains.Orleans.Tests.Serialization;

/// <summary>
/// Within a silo what never changes is handed over as it is. That is safe for secrets as long as nobody wipes what was handed over,
/// which is as it is in the embedded engine.
/// </summary>
public sealed class CopyTests
{
    private static readonly Type[] Copied = [typeof(SecretBytes), typeof(GroupKey)];

    [Fact]
    public void What_never_changes_is_handed_over_as_it_is()
    {
        foreach (var value in WireSamples.Values.Where(value => !Copied.Contains(value.GetType())))
            if (!value.GetType().IsValueType)
                Wire.Copy(value).ShouldBeSameAs(value);
            else
                WireText.Of(Wire.Copy(value)).ShouldBe(WireText.Of(value));
    }

    [Fact]
    public void Arrays_of_it_are_handed_over_as_they_are()
    {
        ImmutableArray<PublicKey> keys = [Samples.Sender(1), Samples.Sender(2)];
        (Wire.Copy(keys) == keys).ShouldBeTrue();
    }

    [Fact]
    public void A_group_key_is_copied_so_that_either_side_may_dispose_of_its_own()
    {
        ImmutableArray<GroupKey> given = [WireSamples.GroupKey()];
        var taken = Wire.Copy(given);
        given[0].Dispose();
        WireText.Of(taken[0]).ShouldBe(WireText.Of(WireSamples.GroupKey()));
    }

    [Fact]
    public void A_secret_is_copied_so_that_either_side_may_wipe_its_own()
    {
        var given = new SecretBytes([1, 2, 3]);
        var taken = Wire.Copy(given);
        given.Dispose();
        taken.Span.ToArray().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Identities_and_installations_wipe_no_key_that_they_have_handed_out()
    {
        WipesNothing<IdentityDefinition, IdentityState>();
        WipesNothing<InstallationDefinition, InstallationState>();
    }

    [Fact]
    public void Sessions_and_groups_wipe_no_key_of_a_topic_that_is_listened_to()
    {
        var (key, curve) = (new SecretBytes([1, 2, 3]), Samples.Curve);
        var session = new SessionDefinition(curve);
        var talking = session.Empty($"tenant/bot/device/{Samples.Sender(1)}") with
        {
            Negotiated = new NegotiatedTopic("/waku/1/0x01020304/rfc26", key),
        };
        session.Wipe(talking, talking with { Negotiated = null, Sessions = ImmutableArray.Create<DeviceSession>() });
        var group = new GroupDefinition(curve);
        var joined = group.Empty("tenant/bot/device/g-0011") with
        {
            Topic = new GroupTopic("/waku/1/0x01020304/rfc26", key),
        };
        group.Wipe(joined, joined with { Topic = null, Chains = ImmutableArray.Create<GroupChain>() });
        key.Span.ToArray().ShouldBe([1, 2, 3]);
    }

    // The interface's own method, which does nothing, is what is called.
    private static void WipesNothing<TDefinition, TState>()
        where TDefinition : IEntityDefinition<TState>
        where TState : class
    {
        var map = typeof(TDefinition).GetInterfaceMap(typeof(IEntityDefinition<TState>));
        var wipe = Array.FindIndex(map.InterfaceMethods, method => method.Name == nameof(IEntityDefinition<>.Wipe));
        map.TargetMethods[wipe].DeclaringType.ShouldBe(typeof(IEntityDefinition<TState>));
    }
}
