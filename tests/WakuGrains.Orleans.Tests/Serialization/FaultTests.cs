using WakuGrains.Engine;
using WakuGrains.Orleans.Serialization.Faults;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Orleans.Tests.Serialization;

/// <summary>Exceptions of ours are the same on the other side: of the same type, with everything they say.</summary>
public sealed class FaultTests
{
    [Fact]
    public void Every_exception_of_the_model_travels()
    {
        var all = new[] { typeof(Turn).Assembly, typeof(PublicKey).Assembly }
            .SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => type.IsAssignableTo(typeof(Exception)));
        WireSamples.Faults.Select(fault => fault.GetType()).ShouldBe(all, ignoreOrder: true);
    }

    [Fact]
    public void It_says_the_same_on_the_other_side()
    {
        foreach (var fault in WireSamples.Faults)
        {
            var arrived = Wire.Send<Exception>(fault);
            arrived.ShouldBeOfType(fault.GetType());
            WireText.Of(arrived).ShouldBe(WireText.Of(fault));
            arrived.InnerException.ShouldBeNull();
        }
    }

    [Fact]
    public void It_says_where_it_was_thrown()
    {
        foreach (var fault in WireSamples.Faults)
        {
            var thrown = Should.Throw<Exception>(() => throw fault);
            Wire.Send(thrown).StackTrace.ShouldNotBeNull().ShouldContain(nameof(It_says_where_it_was_thrown));
        }
    }

    [Fact]
    public void Its_cause_can_be_read_whatever_it_was_and_how_often_it_has_travelled()
    {
        var cause = Should.Throw<StrangeFault>(() => throw new StrangeFault("strange"));
        Exception[] faults =
        [
            new WakuNodeException("node", cause),
            new StateFormatException("state", cause),
            new StoreUnavailableException("store", cause) { IsInUse = true },
        ];
        foreach (var fault in faults)
        {
            var arrived = Wire.Send(Wire.Send(fault));
            WireText.Of(arrived).ShouldBe(WireText.Of(fault));
            var told = arrived.InnerException.ShouldBeOfType<RemoteCauseException>();
            told.Cause.ShouldBe(typeof(StrangeFault).FullName);
            told.ToString().ShouldStartWith($"{typeof(StrangeFault).FullName}: strange");
            told.StackTrace.ShouldNotBeNull().ShouldContain(nameof(FaultTests));
        }
    }

    // Of a namespace and a name that the serializer does not know.
#pragma warning disable CA1032, MA0058
    private sealed class StrangeFault(string message) : Exception(message);
#pragma warning restore CA1032, MA0058
}
