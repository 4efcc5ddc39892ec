using TorchSharp;
using static TorchSharp.torch;

namespace NNGen.Bench;

/// <summary>What the libtorch contenders share.</summary>
internal static class Torch
{
    public const string Name = "libtorch";

    public static Tensor Of(float[] values, params long[] shape) => tensor(values, shape);

    public static Tensor OfLabels(int[] labels) => tensor([.. labels.Select(label => (long)label)], [labels.Length]);

    /// <summary>Trained tensors with the values that ours start from, in our shapes: an affine layer's weight is (in, out).</summary>
    public static TorchSharp.Modules.Parameter[] ParametersOf(ILayer layer)
        => [.. layer.Params.Select(one => new TorchSharp.Modules.Parameter(
            tensor(one.ValueBlock.Span.ToArray(), [.. Enumerable.Range(0, one.Shape.Rank).Select(axis => (long)one.Shape[axis])])))];

    public static float[] Values(Tensor tensor) => [.. tensor.detach().contiguous().data<float>()];

    /// <summary>x · w + b.</summary>
    public static Tensor Affine(Tensor x, Tensor w, Tensor b) => addmm(b, x, w, beta: 1, alpha: 1);
}
