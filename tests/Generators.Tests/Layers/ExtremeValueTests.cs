using NNGen.Generators.Tests.Operators;

namespace NNGen.Generators.Tests.Layers;

/// <summary>Numbers at the ends of what a float can hold, and no numbers at all: generated code gives what the definition gives, rounded.</summary>
[Collection(nameof(VectorWidths))]
public sealed class ExtremeValueTests
{
    private static readonly float[] Values =
        [0f, -0f, 1e-30f, -1e-30f, 1f, -1f, 20f, -20f, 80f, -80f, 104f, -104f, 1000f, -1000f, 1e30f, -1e30f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 0.5f, 3f];

    private static readonly IReadOnlyList<OperatorCase> Cases =
    [
        .. OperatorCases.All.Where(one => one.Name is "ExpOf" or "LogOf" or "SqrtOf" or "RsqrtOf" or "SquareOf" or "AbsOf" or "TanhOf" or "SigmoidOf" or "ReluOf" or "Negate"
            or "Log1pOf" or "Expm1Of" or "SignOf" or "CosOf" or "SoftplusOf" or "SiluOf" or "GeluOf" or "GeluTanhOf" or "ErfOf" or "LeakyReluOf" or "EluOf" or "PowCube" or "PowNegative" or "ClampOf"
            or "MaximumLiteral" or "MinimumLiteral" or "WhereGreater" or "DivideLiteral" or "SumLast" or "MaxLast" or "MinFirst" or "MaxFirst" or "LogSumExpLast" or "SoftmaxLast" or "LogSoftmaxLast" or "SoftmaxFirst" or "LogSoftmaxFirst"),
    ];

    private static readonly Lazy<CompiledLayers> Layers = new(() => CompiledLayers.Of([.. Cases.Select(one => one.Source)]));

    [Theory]
    [MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Generated_code_rounds_what_the_definition_gives(int width)
    {
        var failures = new List<string>();
        using (VectorWidths.Use(width))
        {
            foreach (OperatorCase one in Cases)
            {
                LayerUnderTest tried = Layers.Value[one.Name];
                ILayer layer = tried.Make();

                // Rows of one value and some harmless ones, so that what is odd in one does not hide the others.
                int columns = one.Name.EndsWith("First", StringComparison.Ordinal) ? 1 : 4;
                foreach (float value in Values)
                {
                    double[] row = columns == 1 ? [value, 1, -2] : [value, 1, -2, 0.5];
                    Var x = columns == 1 ? Var.From(row, 3, 1) : Var.From(row, 1, 4);
                    double[] expected = tried.Define(layer, x)[0].ToArray();
                    float[] actual = Agreement.Floats(tried.CallTensors(layer, "Infer", [x])[0]!);
                    for (int i = 0; i < expected.Length; i++)
                        if (!IsRounded(expected[i], actual[i])) failures.Add($"{one.Name}: with {value} in [{string.Join(", ", row)}] the definition gives {expected[i]} at {i}, but generated code {actual[i]}.");
                }
            }
        }

        if (failures.Count > 0) Assert.Fail(string.Join("\n", failures));
    }

    // A logarithm of what is nearly 1 is as exact as that is; what is below the smallest normal float may come as zero.
    private static bool IsRounded(double expected, float actual)
    {
        float rounded = (float)expected;
        double tiny = expected is > -1e-7 and < 0 ? 1e-7 : 1.2e-38;
        return float.IsFinite(rounded) ? Math.Abs(actual - expected) <= Math.Max(1e-5 * Math.Abs(expected), tiny) : rounded.Equals(actual);
    }
}
