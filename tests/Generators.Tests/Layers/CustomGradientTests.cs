namespace NNGen.Generators.Tests.Layers;

/// <summary>Gradients that the user wrote take the place of those that would be derived; the value stays what it is.</summary>
[Collection(nameof(VectorWidths))]
public sealed class CustomGradientTests
{
    private const string Functions = """
        using System;
        using NNGen;
        using static NNGen.Ops;

        [Layer]
        public sealed partial class Binary
        {
            [Param("I", "O")] public partial Parameter W { get; }
            public Var Forward([Shape("N", "I")] Var x) => MatMul(x, Quantize(W)) + Sum(Quantize(x * x)) * Sum(Quantize(W));

            private static Var Quantize(Var x) => Sign(x);

            [Gradient(nameof(Quantize))]
            private static Var QuantizeGradient(Var x, Var y, Var dy) => dy;
        }

        [Layer]
        public sealed partial class Reversed
        {
            [Param("I")] public partial Parameter W { get; }
            [Setting(0.5f)] public partial float Weight { get; }
            public Var Forward([Shape("N", "I")] Var x)
            {
                var h = Training.Reverse(x * W, Weight, 2);
                return h * h + x;
            }
        }

        internal static class Training
        {
            public static Var Reverse(Var x, float weight, int times) => x;

            [Gradient("Reverse")]
            private static Var Reversed(Var x, float weight, int times, Var y, Var dy) => dy * (-weight * times);

            public static Var Clip(Var x) => x;

            [Gradient(nameof(Clip))]
            private static Var Clipped(Var x, Var y, Var gradient)
            {
                Var low = -0.1f, high = 0.1f;
                return Minimum(Maximum(gradient, low), high);
            }

            // log(1 + exp(x)), whose derived gradient is infinity / infinity for a large x.
            public static Var Soft(Var x) => Maximum(x, 0) + Log(1 + Exp(-Abs(x)));

            [Gradient(nameof(Soft))]
            private static Var SoftGradient(Var x, Var y, Var dy) => dy * Sigmoid(x);

            public static Var Product(Var a, [NoGrad] Var scale, Var b) => a * scale * b;

            [Gradient(nameof(Product))]
            private static (Var A, Var B) ProductGradients(Var a, Var scale, Var b, Var product, Var d)
            {
                var common = d * scale * 3;
                return (common * b, common * Reused(a));
            }

            private static Var Reused(Var a) => Soft(a) - Soft(a) + a;

            public static Var Outer(Var x) => Clip(x * 2) * 3;

            [Gradient(nameof(Outer))]
            private static Var OuterGradient(Var x, Var y, Var dy) => Outer(dy) + 0 * y;
        }

        [Layer]
        public sealed partial class Clipping
        {
            public Var Forward([Shape("N", "I")] Var x) => Training.Clip(x) * x;
        }

        [Layer]
        public sealed partial class Smooth
        {
            [Param("I")] public partial Parameter W { get; }
            public Var Forward([Shape("N", "I")] Var x) => Training.Soft(x * W) + Training.Soft(x);
        }

        [Layer]
        public sealed partial class Two
        {
            public Var Forward([Shape("N", "I")] Var x, [Shape("N", "I")] Var z, [Shape("N", "I")] Var s) => Training.Product(x, s, z);
        }

        [Layer]
        public sealed partial class Nested
        {
            public Var Forward([Shape("N", "I")] Var x) => Training.Outer(x);
        }

        """;

    private const string Network = """
        using NNGen;

        [Layer]
        public sealed partial class Network
        {
            [Sub("I", "O")] public partial Binary First { get; }
            [Sub("O"), Set("Weight", 0.25f)] public partial Reversed Second { get; }
            [Sub("O")] public partial Reversed Third { get; }
            public Var Forward([Shape("N", "I")] Var x) => Third.Forward(Second.Forward(First.Forward(x)));
        }
        """;

    private static readonly Lazy<CompiledLayers> Layers = new(() => CompiledLayers.Of(Functions, Network));

    private static readonly Lazy<CompiledLayers> FromAssembly = new(() => CompiledLayers.Of(
        new UserProject { AssemblyName = "Application", Libraries = [CompiledLayers.Of(new UserProject { AssemblyName = "Package" }, Functions).Image] }, Network));

    private static readonly float[] X = [-2, -0.5f, 0.25f, 1, 3, -1];

    private static readonly float[] D = [1, -2, 0.5f, 0.05f, -0.02f, 4];

    [Fact]
    public void A_straight_through_estimator_passes_the_gradient_of_a_step()
    {
        LayerUnderTest tried = Layers.Value["Binary"] with { Sizes = new Dictionary<string, int> { ["I"] = 2, ["O"] = 1 } };
        ILayer layer = tried.Make();
        layer.Params[0].ValueBlock.Span[0] = 0.3f;
        layer.Params[0].ValueBlock.Span[1] = -0.7f;

        // y = x·sign(W) + Σ sign(x²)·Σ sign(W), where Σ sign(x²) = 6 and Σ sign(W) = 0. With sign for the identity dx = dy·sign(W)ᵀ + Σdy·0·2x.
        Assert.Equal([-1.5f, -0.75f, 4], Forward(tried, layer, X, 3, 2, out float[] dx, [1, 2, -1]));
        Assert.Equal([1, -1, 2, -2, -1, 1], dx);

        // dW = xᵀ·dy + Σdy·6 = (−2·1 + 0.25·2 − 3, −0.5·1 + 1·2 + 1) + 2·6
        Assert.Equal([7.5f, 14.5f], layer.Params[0].GradBlock.Span.ToArray()[..2]);
    }

    [Fact]
    public void A_gradient_is_reversed()
    {
        LayerUnderTest tried = Layers.Value["Reversed"] with { Sizes = new Dictionary<string, int> { ["I"] = 3 } };
        ILayer layer = tried.Make();
        float[] w = [.. layer.Params[0].ValueBlock.Span[..3]];
        float[] y = Forward(tried, layer, X, 2, 3, out float[] dx, D);
        Close(X.Select((x, i) => x * w[i % 3] * (x * w[i % 3]) + x), y);

        // h = xW, dh = 2h·dy·(−0.5·2), dx = dh·W + dy
        Close(X.Select((x, i) => (-2 * x * w[i % 3] * w[i % 3] + 1) * D[i]), dx);
        Close(Enumerable.Range(0, 3).Select(j => -2 * w[j] * (X[j] * X[j] * D[j] + X[j + 3] * X[j + 3] * D[j + 3])), [.. layer.Params[0].GradBlock.Span[..3]]);
    }

    [Fact]
    public void A_gradient_is_clipped()
    {
        float[] y = Forward(Layers.Value["Clipping"], null, X, 2, 3, out float[] dx, D);
        Close(X.Select(x => x * x), y);
        Close(X.Select((x, i) => Math.Clamp(x * D[i], -0.1f, 0.1f) + x * D[i]), dx);
    }

    [Fact]
    public void A_method_of_several_inputs_has_a_gradient_for_each_that_wants_one()
    {
        LayerUnderTest tried = Layers.Value["Two"];
        ILayer layer = tried.Make();
        Var x = At(X, 2, 3), z = At(D, 2, 3), s = At([2, 2, 2, 3, 3, 3], 2, 3);
        tried.CallTensors(layer, "Forward", [x, z, s]);
        object?[] gradients = tried.CallTensors(layer, "Backward", [At([1, 1, 1, 1, 1, 1], 2, 3), false]);
        Close(D.Select((d, i) => 3 * d * (i < 3 ? 2 : 3)), Agreement.Floats(gradients[0]!));
        Close(X.Select((v, i) => 3 * v * (i < 3 ? 2 : 3)), Agreement.Floats(gradients[1]!));
        Assert.All(Agreement.Floats(gradients[2]!), value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_gradient_may_use_the_method_itself()
    {
        float[] y = Forward(Layers.Value["Nested"], null, X, 2, 3, out float[] dx, D);
        Close(X.Select(x => 6 * x), y);
        Close(D.Select(d => 6 * d), dx);
    }

    [Theory]
    [MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void A_gradient_that_is_only_written_better_agrees_with_the_definition(int width)
        => CompiledLayers.AllAgree(width, [Layers.Value["Smooth"]]);

    [Fact]
    public void A_gradient_that_is_written_better_has_no_overflow()
    {
        LayerUnderTest tried = Layers.Value["Smooth"] with { Sizes = new Dictionary<string, int> { ["I"] = 2 } };
        ILayer layer = tried.Make();
        layer.Params[0].ValueBlock.Span[..2].Fill(1);
        Close([2000, 0], Forward(tried, layer, [1000, -1000], 1, 2, out float[] dx, [1, 1]));
        Close([2, 0], dx);
    }

    [Fact]
    public void A_layer_of_another_assembly_keeps_its_gradients()
    {
        (float[] Y, float[] Dx, float[] Dw) Run(CompiledLayers layers)
        {
            LayerUnderTest tried = layers["Network"] with { Sizes = new Dictionary<string, int> { ["I"] = 3, ["O"] = 2 } };
            ILayer layer = tried.Make();
            float[] y = Forward(tried, layer, X, 2, 3, out float[] dx, [1, -1, 0.5f, 2]);
            return (y, dx, [.. layer.Params.SelectMany(parameter => parameter.GradBlock.Span.ToArray())]);
        }

        var (inlined, referenced) = (Run(Layers.Value), Run(FromAssembly.Value));
        Assert.Equal(inlined.Y, referenced.Y);
        Assert.Equal(inlined.Dx, referenced.Dx);
        Assert.Equal(inlined.Dw, referenced.Dw);
        Assert.Contains(inlined.Dw, value => value != 0);
    }

    private static float[] Forward(LayerUnderTest tried, ILayer? layer, float[] x, int rows, int columns, out float[] dx, float[] dy)
    {
        layer ??= tried.Make();
        float[] y = Agreement.Floats(tried.CallTensors(layer, "Forward", [At(x, rows, columns)])[0]!);
        dx = Agreement.Floats(tried.CallTensors(layer, "Backward", [At(dy, rows, dy.Length / rows), false])[0]!);
        return y;
    }

    private static Var At(float[] values, int rows, int columns) => Var.From([.. values.Select(value => (double)value)], rows, columns);

    private static void Close(IEnumerable<float> expected, float[] actual)
    {
        float[] wanted = [.. expected];
        Assert.Equal(wanted.Length, actual.Length);
        for (int i = 0; i < wanted.Length; i++) Assert.Equal(wanted[i], actual[i], 1e-5f * Math.Max(1, Math.Abs(wanted[i])));
    }
}
