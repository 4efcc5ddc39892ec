using System.Numerics.Tensors;
using NNGen.Verification;

namespace NNGen.Samples.CustomLayer;

/// <summary>The gradients that the generated code of the block computes, beside numerical ones of its definition.</summary>
internal static class BlockCheck
{
    private const int Rows = 5, Width = 3, Hidden = 4;

    /// <summary>Compares for the loss Σ w·y, whose gradient at y are some given weights w.</summary>
    public static GradientReport Run()
    {
        var random = new Random(7);
        float[] input = Numbers(random), weights = Numbers(random);
        var block = new GatedBlock(Width, Hidden, seed: 7);

        // The generated code, in floats.
        block.Forward(Tensor.Create(input, [Rows, Width]));
        Tensor<float> dx = block.Backward(Tensor.Create(weights, [Rows, Width]));

        // The definition, in doubles: the same method, called with symbols.
        Var x = Symbol(input), w = Symbol(weights);
        Var Loss(Var at) => Ops.Sum(w * block.Forward(at));
        return new([
            GradientCheck.Compare("x", [.. dx], NumericalGradient.Of(Loss, x)),
            .. GradientCheck.Of(block, () => Loss(x)).Comparisons,
        ]);
    }

    private static float[] Numbers(Random random)
        => [.. Enumerable.Range(0, Rows * Width).Select(_ => (2 * random.NextSingle()) - 1)];

    private static Var Symbol(float[] values) => Var.From([.. values.Select(value => (double)value)], Rows, Width);
}
