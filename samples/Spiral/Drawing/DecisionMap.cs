using System.Numerics.Tensors;

namespace NNGen.Samples.Spiral.Drawing;

/// <summary>The square from (−1, −1) to (1, 1) as a grid of cells: the class of each cell's centre, and the points that lie in it.</summary>
internal sealed class DecisionMap
{
    private readonly int[] _regions;
    private readonly int?[] _points;

    /// <param name="columns">How many cells the grid is wide.</param>
    /// <param name="rows">How many cells it is high.</param>
    /// <param name="classify">The class of each row of (rows · columns, 2) coordinates.</param>
    /// <param name="points">The points, each with the class that it has in truth.</param>
    public DecisionMap(int columns, int rows, Func<Tensor<float>, int[]> classify, IEnumerable<(float X, float Y, int Label)> points)
    {
        (Columns, Rows) = (columns, rows);
        _regions = classify(Centres());
        _points = new int?[rows * columns];
        foreach ((float x, float y, int label) in points)
        {
            int cell = CellOf(x, y);
            // Where several points share a cell the one that the network gets wrong is shown: a picture should not flatter.
            if (_points[cell] is null || label != _regions[cell]) _points[cell] = label;
        }
    }

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>The class that the network gives to a cell; row 0 is the topmost, where y is nearly 1.</summary>
    public int Region(int row, int column) => _regions[(row * Columns) + column];

    /// <summary>The true class of a point in a cell; null where there is none.</summary>
    public int? Point(int row, int column) => _points[(row * Columns) + column];

    private Tensor<float> Centres()
    {
        float[] centres = new float[Rows * Columns * 2];
        for (int cell = 0; cell < Rows * Columns; cell++)
        {
            centres[2 * cell] = (((cell % Columns) + 0.5f) / Columns * 2) - 1;
            centres[(2 * cell) + 1] = 1 - (((cell / Columns) + 0.5f) / Rows * 2);
        }

        return Tensor.Create(centres, [Rows * Columns, 2]);
    }

    private int CellOf(float x, float y)
    {
        int column = Math.Clamp((int)((x + 1) / 2 * Columns), 0, Columns - 1);
        int row = Math.Clamp((int)((1 - y) / 2 * Rows), 0, Rows - 1);
        return (row * Columns) + column;
    }
}
