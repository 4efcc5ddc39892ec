namespace NNGen.Generators.Tests.Layers;

/// <summary>How far floats may be from the definition where the usual tolerance is not enough.</summary>
internal interface IConditioning
{
    /// <summary>The error to expect of each element of a result.</summary>
    double[] OfResult(int batch, int result);

    /// <summary>The error to expect of elements of a gradient, for a loss that weighs the results.</summary>
    double[] OfGradient(int batch, IReadOnlyList<Var> weights, string name, IReadOnlyList<int> elements);
}
