namespace WakuGrains.Silo.Demo;

/// <summary>The demo did not see what it must see.</summary>
internal sealed class DemoFault : Exception
{
    public DemoFault(string message)
        : base(message) { }
}
