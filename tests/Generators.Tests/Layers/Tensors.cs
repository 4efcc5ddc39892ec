using System.Numerics.Tensors;

namespace NNGen.Generators.Tests.Layers;

/// <summary>The data of a definition as the tensors that generated code takes.</summary>
internal static class Tensors
{
    /// <summary>A <see cref="Var"/> as <c>Tensor&lt;float&gt;</c>, an <see cref="IntVar"/> as <c>Tensor&lt;int&gt;</c>, a <see cref="Mask"/> as <c>Tensor&lt;bool&gt;</c>, a scalar as a number; anything else as it is.</summary>
    public static object Of(object data) => data switch
    {
        Var { Shape.Rank: 0 } scalar => (float)scalar.ToArray()[0],
        Var var => Tensor.Create([.. var.ToArray().Select(value => (float)value)], Lengths(var.Shape)),
        IntVar { Shape.Rank: 0 } scalar => scalar.ToArray()[0],
        IntVar ints => Tensor.Create(ints.ToArray(), Lengths(ints.Shape)),
        Mask { Shape.Rank: 0 } scalar => scalar.ToArray()[0],
        Mask mask => Tensor.Create(mask.ToArray(), Lengths(mask.Shape)),
        _ => data,
    };

    /// <summary>A tensor for a result of this kind, full of what no result is.</summary>
    public static object Empty(object result) => result switch
    {
        IntVar ints => Tensor.Create([.. Enumerable.Repeat(int.MinValue, ints.Shape.Size)], Lengths(ints.Shape)),
        Mask mask => Tensor.Create([.. mask.ToArray().Select(value => !value)], Lengths(mask.Shape)),
        _ => Filled(float.NaN, ((Var)result).Shape),
    };

    public static Tensor<float> Filled(float value, Shape shape) => Tensor.Create([.. Enumerable.Repeat(value, shape.Size)], Lengths(shape));

    public static Tensor<float> Floats(float[] values, params int[] shape) => Tensor.Create(values, Lengths(new(shape)));

    public static Tensor<int> Ints(int[] values, params int[] shape) => Tensor.Create(values, Lengths(new(shape)));

    private static nint[] Lengths(Shape shape) => [.. shape.Dims.ToArray().Select(length => (nint)length)];
}
