using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Fusion;

/// <summary>What values are to a batch: some elements of each sample, or the same for all of them.</summary>
internal sealed class BatchShapes(Graph graph, NodeKinds kinds, Dim batch)
{
    // Beyond these the samples are not small: whole rows in the lanes, and products by blocks, are better.
    private const int MostElements = 64;
    private const int MostWeights = 256;

    /// <summary>The shape of one sample.</summary>
    public static Shape Inner(Shape shape) => new(shape.Dims.Skip(1));

    /// <summary>The shape that an operand has beside one sample of a loop over such a shape: the axis of the batch is left out.</summary>
    public static Shape Inner(Shape operand, Shape iteration) => operand.Rank == iteration.Rank ? Inner(operand) : operand;

    /// <summary>The elements of a shape whose dims are constants.</summary>
    public static int Count(Shape shape) => shape.Size.TryConstant(out long count) ? (int)count : throw new InvalidOperationException($"{shape} is no constant shape.");

    /// <summary>True for some elements of each sample.</summary>
    public bool IsSample(int id) => IsSample(graph[id].Shape);

    /// <inheritdoc cref="IsSample(int)"/>
    public bool IsSample(Shape shape) => shape.Rank > 0 && shape[0].Equals(batch) && IsSmall(Inner(shape), MostElements);

    /// <summary>True for what all samples share.</summary>
    public bool IsShared(int id) => kinds.IsNumber(id) || IsSmall(graph[id].Shape, MostWeights);

    /// <summary>How many floats there are of each sample, or of what they share.</summary>
    public int Elements(int id) => Count(IsSample(id) ? Inner(graph[id].Shape) : graph[id].Shape);

    /// <summary>True if a loop over samples of a shape can read the operand, element by element or broadcast.</summary>
    public bool Fits(int operand, Shape iteration)
    {
        if (kinds.IsNumber(operand)) return true;
        Shape shape = graph[operand].Shape;
        if (graph[operand].Type == ElementType.Int || shape.Rank > iteration.Rank) return false;
        return IsSample(operand) ? shape.Rank == iteration.Rank : IsShared(operand) && (shape.Rank < iteration.Rank || shape[0].Equals(Dim.One));
    }

    private static bool IsSmall(Shape shape, int most) => shape.Size.TryConstant(out long count) && count > 0 && count <= most;
}
