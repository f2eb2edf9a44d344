namespace WakuGrains.Silo.Api;

/// <summary>What the path names is not there.</summary>
internal sealed class NotFoundException : Exception
{
    public NotFoundException(string code, string field, string message)
        : base(message)
    {
        Code = code;
        Field = field;
    }

    public string Code { get; }

    public string Field { get; }
}
