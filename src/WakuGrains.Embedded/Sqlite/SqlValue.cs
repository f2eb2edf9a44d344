using System.Runtime.InteropServices;
using System.Text;
using SQLitePCL;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>A parameter of a statement: a number, a text, bytes or null. Converts by itself.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct SqlValue
{
    private const int MaxStackText = 512;

    private readonly long number;
    private readonly object? content;
    private readonly bool isNumber;

    private SqlValue(long number) => (this.number, isNumber) = (number, true);

    private SqlValue(object? content) => this.content = content;

    public static implicit operator SqlValue(long number) => new(number);

    public static implicit operator SqlValue(string text) => new(text);

    public static implicit operator SqlValue(byte[]? bytes) => new(bytes);

    /// <summary>Binds it; returns the result code.</summary>
    public int Bind(sqlite3_stmt statement, int index) =>
        content switch
        {
            _ when isNumber => raw.sqlite3_bind_int64(statement, index, number),
            string text => Bind(statement, index, text),
            byte[] bytes => raw.sqlite3_bind_blob(statement, index, bytes.AsSpan()),
            _ => raw.sqlite3_bind_null(statement, index),
        };

    private static int Bind(sqlite3_stmt statement, int index, string text)
    {
        Span<byte> buffer = stackalloc byte[MaxStackText];
        return Encoding.UTF8.TryGetBytes(text, buffer, out var length)
            ? raw.sqlite3_bind_text(statement, index, buffer[..length])
            : raw.sqlite3_bind_text(statement, index, Encoding.UTF8.GetBytes(text).AsSpan());
    }
}
