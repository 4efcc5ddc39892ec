using System.Globalization;
using System.Numerics.Tensors;

namespace NNGen.Generators.Tests.Layers;

/// <summary>Holds what generated code gives against what the definition gives.</summary>
internal static class Agreement
{
    /// <summary>
    /// The error that is allowed, relative to the value; near zero relative to a tenth of the largest value of the tensor, of which it
    /// may be what is left of a sum that cancels.
    /// </summary>
    private const double Tolerance = 1e-5;

    /// <param name="allowance">What each element may be off in addition; asked for only if something is.</param>
    public static void Of(string what, object expected, object actual, Func<double[]?>? allowance = null)
    {
        switch (expected)
        {
            case IntVar ints: Exactly(what, ints.Shape, ints.ToArray(), actual); break;
            case Mask mask: Exactly(what, mask.Shape, mask.ToArray(), actual); break;
            default: Of(what, (Var)expected, actual, allowance); break;
        }
    }

    private static void Exactly<T>(string what, Shape shape, T[] expected, object actual)
    {
        Shapes(what, shape, actual);
        T[] found = actual is Tensor<T> tensor ? [.. tensor] : [(T)actual];
        for (int i = 0; i < expected.Length; i++)
            if (!expected[i]!.Equals(found[i])) Assert.Fail($"{what}: at {i} of {shape} the definition gives {expected[i]}, but generated code {found[i]}.");
    }

    private static void Of(string what, Var expected, object actual, Func<double[]?>? allowance)
    {
        Shapes(what, expected.Shape, actual);
        double[] wanted = expected.ToArray();
        float[] found = Floats(actual);
        double floor = Math.Max(0.1, 0.1 * wanted.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max());
        double[]? allowed = null;
        for (int i = 0; i < wanted.Length; i++)
        {
            bool same = double.IsFinite(wanted[i])
                ? Math.Abs(found[i] - wanted[i]) <= Tolerance * Math.Max(Math.Abs(wanted[i]), floor)
                : wanted[i].Equals(found[i]);
            if (!same && (allowed ??= allowance?.Invoke()) is { } slack) same = Math.Abs(found[i] - wanted[i]) <= slack[i];
            if (!same) Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{what}: at {i} of {expected.Shape} the definition gives {wanted[i]}, but generated code {found[i]}."));
        }
    }

    public static void Shapes(string what, Shape expected, object actual)
    {
        string shape = actual is IReadOnlyTensor tensor ? $"({string.Join(", ", tensor.Lengths.ToArray())})" : "()";
        if (shape != expected.ToString()) Assert.Fail($"{what} should have shape {expected}, but has {shape}.");
    }

    public static float[] Floats(object actual) => actual is Tensor<float> tensor ? [.. tensor] : [(float)actual];
}
