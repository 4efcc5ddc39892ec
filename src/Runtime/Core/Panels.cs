namespace NNGen.Core;

/// <summary>So many rows, shared out evenly over panels: never many full ones and a thin rest.</summary>
internal readonly struct Panels(int rows, int most)
{
    public int Count { get; } = (rows + most - 1) / most;

    /// <summary>The first row of a panel.</summary>
    public int First(int panel) => (int)((long)rows * panel / Count);

    /// <summary>The rows of a panel.</summary>
    public int Rows(int panel) => First(panel + 1) - First(panel);
}
