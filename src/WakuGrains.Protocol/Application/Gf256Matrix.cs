namespace WakuGrains.Protocol.Application;

/// <summary>Matrices over <see cref="Gf256"/>, as rows: just what an erasure code needs.</summary>
internal static class Gf256Matrix
{
    /// <summary>Element (r, c) is r to the power c: any square choice of rows can be inverted.</summary>
    public static byte[][] Vandermonde(int rows, int columns)
    {
        var matrix = new byte[rows][];
        for (var r = 0; r < rows; r++)
        {
            matrix[r] = new byte[columns];
            for (var c = 0; c < columns; c++)
                matrix[r][c] = Gf256.Power((byte)r, c);
        }

        return matrix;
    }

    /// <summary>Ones on the diagonal.</summary>
    public static byte[][] Identity(int size)
    {
        var matrix = new byte[size][];
        for (var i = 0; i < size; i++)
        {
            matrix[i] = new byte[size];
            matrix[i][i] = 1;
        }

        return matrix;
    }

    /// <summary>row · matrix.</summary>
    public static byte[] Multiply(ReadOnlySpan<byte> row, byte[][] matrix)
    {
        var product = new byte[matrix[0].Length];
        for (var i = 0; i < row.Length; i++)
            Gf256.AddScaled(product, matrix[i], row[i]);
        return product;
    }

    /// <summary>The inverse of a square matrix that has one, by elimination.</summary>
    public static byte[][] Invert(byte[][] matrix)
    {
        var size = matrix.Length;
        byte[][] work = [.. matrix.Zip(Identity(size), (row, unit) => (byte[])[.. row, .. unit])];
        for (var column = 0; column < size; column++)
            Eliminate(work, column);
        return [.. work.Select(row => row[size..])];
    }

    private static void Eliminate(byte[][] work, int column)
    {
        var pivot = column;
        while (work[pivot][column] == 0)
            pivot++;
        (work[column], work[pivot]) = (work[pivot], work[column]);
        Scale(work[column], Gf256.Invert(work[column][column]));
        for (var r = 0; r < work.Length; r++)
        {
            if (r != column)
                Gf256.AddScaled(work[r], work[column], work[r][column]);
        }
    }

    private static void Scale(Span<byte> row, byte factor)
    {
        foreach (ref var element in row)
            element = Gf256.Multiply(element, factor);
    }
}
