using System.Globalization;
using System.Text;
using WakuGrains.Engine;

namespace WakuGrains.Embedded.Tests.Engine;

/// <summary>The smallest entity there is: a number.</summary>
public sealed record Counter(long Value)
{
    public static Step<Counter, long> Increment(Counter state, Turn turn) =>
        Step.To<Counter, long>(new(state.Value + 1), state.Value + 1);
}

public class CounterDefinition : IEntityDefinition<Counter>
{
    public string Kind => "counter";

    public IReadOnlyList<string> Parts { get; } = ["main"];

    public Counter Empty(string key) => new(0);

    public virtual bool HasChanged(int part, Counter before, Counter after) => before != after;

    public byte[] Encode(int part, Counter state) =>
        Encoding.ASCII.GetBytes(state.Value.ToString(CultureInfo.InvariantCulture));

    public Counter Decode(string key, IReadOnlyList<byte[]?> parts) =>
        parts[0] is { } bytes ? new(long.Parse(bytes, CultureInfo.InvariantCulture)) : Empty(key);
}

/// <summary>A counter whose value is not worth a record.</summary>
public sealed class UnstoredCounterDefinition : CounterDefinition
{
    public override bool HasChanged(int part, Counter before, Counter after) => false;
}
