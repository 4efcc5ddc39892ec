namespace NNGen.Generators.Tests.Layers;

/// <summary>A network of layers that another assembly brings compiled gives what it gives with their sources at hand.</summary>
[Collection(nameof(VectorWidths))]
public sealed class OtherAssemblyTests
{
    private const string Library = """
        using NNGen;
        using static NNGen.Ops;

        namespace Package;

        [Layer]
        public sealed partial class Linear
        {
            [Param("I", "O")] public partial Parameter W { get; }
            [Param("O")] public partial Parameter B { get; }
            [Setting(0.5f)] public partial float Scale { get; }

            [return: Shape("...", "O")]
            public Var Forward([Shape("...", "I")] Var x) => (MatMul(x, W) + B) * Scale;
        }

        [Layer]
        public sealed partial class Smooth
        {
            [return: Shape("...")]
            public Var Forward([Shape("...")] Var x) => x / (1 + Exp(-x));
        }

        [Layer]
        public sealed partial class Pair
        {
            [Sub("I", "H"), Set("Scale", 2f)] public partial Linear A { get; }
            [Sub] public partial Smooth S { get; }
            [Sub("H", "2*H")] public partial Linear C { get; }
            [Setting(3f)] public partial float Gain { get; }

            [return: Shape("N", "2*H")]
            public Var Forward([Shape("N", "I")] Var x) => C.Forward(S.Forward(A.Forward(x))) * Gain;

            public (Var Hidden, Var Total) Parts([Shape("N", "I")] Var x)
            {
                var hidden = A.Forward(x);
                return (hidden, Sum(hidden) / x.Size(0));
            }
        }

        [Layer]
        public sealed partial class Tower
        {
            [Sub("I", "I", Count = 3), Set("Scale", 0.25f)] public partial SubList<Linear> Floors { get; }
            public Var Forward([Shape("N", "I")] Var x)
            {
                foreach (Linear floor in Floors) x = Tanh(floor.Forward(x));
                return x;
            }
        }

        [Layer, Where("Times >= 1")]
        public sealed partial class Wide
        {
            [Param("I*Times")] public partial Parameter W { get; }
            [Setting(3)] public partial int Times { get; }
            public Var Forward([Shape("N", "I")] Var x) => Repeat(x, Times, 1) * W / Times;
        }

        [Layer]
        public sealed partial class Noisy
        {
            [State("C")] public partial State Calls { get; }
            [Setting(0.5f)] public partial float Rate { get; }

            [return: Shape("N", "C")]
            public Var Forward([Shape("N", "C")] Var x)
            {
                Var y = Dropout(x, Rate) * Dropout(Tanh(x), 0.25f);
                Calls.Update(Calls + 1);
                return IsTraining ? y + Calls : y;
            }

            [return: Shape("N", "C")]
            public Var Doubled([Shape("N", "C")] Var x) => 2 * Forward(x);
        }

        [Layer]
        public sealed partial class Scores
        {
            [Dim] public partial int C { get; }
            public Var Forward([Shape("N", "C")] Var x, [Shape("N")] IntVar t) => CrossEntropy(Repeat(Reshape(x, x.Size(0), 1, C), 2, 1), Twice(t, x)) / System.MathF.Sqrt(C);
            private static Var Twice(IntVar t, Var x) => BroadcastTo(ExpandDims(OneHot(t, x.Size(1)), 1), x.Size(0), 2, x.Size(1));
        }
        """;

    private const string Network = """
        using NNGen;
        using Package;
        using static NNGen.Ops;

        [Layer]
        public sealed partial class Network
        {
            [Sub("I", "K"), Set("Gain", "Strength")] public partial Pair P { get; }
            [Sub("2*K", "C")] public partial Linear L { get; }
            [Sub("C")] public partial Scores Loss { get; }
            [Sub] public partial Smooth S { get; }
            [Setting(1.25f)] public partial float Strength { get; }

            public Var Forward([Shape("N", "I")] Var x, [Shape("N")] IntVar t)
            {
                var (hidden, total) = P.Parts(x);
                return Loss.Forward(L.Forward(P.Forward(x)), t) + total * Mean(S.Forward(hidden));
            }

            [return: Shape("N", "C")]
            public Var Predict([Shape("N", "I")] Var x) => Softmax(L.Forward(P.Forward(x)));
        }

        [Layer]
        public sealed partial class Noises
        {
            [Sub("C"), Set("Rate", 0.125f)] public partial Noisy First { get; }
            [Sub("C"), Set("Rate", "Rate")] public partial Noisy Second { get; }
            [Setting(0.5f)] public partial float Rate { get; }
            public Var Forward([Shape("N", "C")] Var x) => Second.Doubled(First.Forward(Dropout(x, Rate)) + First.Forward(x));
            public Var Predict([Shape("N", "C")] Var x) => Forward(x) * First.Doubled(x) + First.Calls;
        }

        [Layer]
        public sealed partial class Widened
        {
            [Sub("I"), Set("Times", "More")] public partial Wide A { get; }
            [Sub("I*More")] public partial Wide B { get; }
            [Setting(2)] public partial int More { get; }
            public Var Forward([Shape("N", "I")] Var x) => B.Forward(A.Forward(x));
        }

        [Layer]
        public sealed partial class Stacked
        {
            [Sub("I", Count = 2)] public partial SubList<Tower> Towers { get; }
            [Sub("I", "I", Count = 2)] public partial SubList<Linear> Ends { get; }
            public Var Forward([Shape("N", "I")] Var x)
            {
                foreach (Tower tower in Towers) x = tower.Forward(x);
                return Ends[1].Forward(Ends[0].Forward(x));
            }
        }

        [Layer]
        public sealed partial class Sequence
        {
            [Sub("I", "O")] public partial Linear L { get; }
            [Sub] public partial Smooth S { get; }
            public Var Forward([Shape("B", "T", "I")] Var x) => S.Forward(L.Forward(x));
        }
        """;

    private static readonly Lazy<CompiledLayers> FromSource = new(() => CompiledLayers.Of(Library, Network));

    private static readonly Lazy<CompiledLayers> FromAssembly = new(() => CompiledLayers.Of(
        new UserProject { AssemblyName = "Application", Libraries = [CompiledLayers.Of(new UserProject { AssemblyName = "Package" }, Library).Image] }, Network));

    [Theory]
    [InlineData("Network")]
    [InlineData("Noises")]
    [InlineData("Sequence")]
    [InlineData("Widened")]
    [InlineData("Stacked")]
    public void It_agrees_with_its_definition(string layer) => FromAssembly.Value[layer].AgreesWithItsDefinition();

    [Theory]
    [InlineData("Network")]
    [InlineData("Noises")]
    [InlineData("Sequence")]
    public void It_gives_bit_for_bit_what_the_sources_give(string layer)
    {
        (float[][] Results, float[][] Gradients) inlined = Run(FromSource.Value[layer]), referenced = Run(FromAssembly.Value[layer]);
        Assert.Equal(inlined.Results, referenced.Results);
        Assert.Equal(inlined.Gradients, referenced.Gradients);
    }

    [Fact]
    public void Its_parameters_have_the_same_names_and_starts()
    {
        ILayer inlined = FromSource.Value["Network"].Make(), referenced = FromAssembly.Value["Network"].Make();
        Assert.Equal(["P.A.W", "P.A.B", "P.C.W", "P.C.B", "L.W", "L.B"], referenced.Params.Select(parameter => parameter.Name));
        Assert.Equal(inlined.Params.Select(parameter => parameter.ValueBlock.Span.ToArray()), referenced.Params.Select(parameter => parameter.ValueBlock.Span.ToArray()));
    }

    [Fact]
    public void Lists_of_its_layers_have_the_same_names()
    {
        string[] names = [.. FromSource.Value["Stacked"].Make().Params.Select(parameter => parameter.Name)];
        Assert.Equal(names, FromAssembly.Value["Stacked"].Make().Params.Select(parameter => parameter.Name));
        Assert.Equal(names, FromAssembly.Value.Model("Stacked").Parameters.Select(parameter => parameter.Path));
        Assert.Equal(["Towers.0.Floors.0.W", "Towers.0.Floors.0.B", "Towers.0.Floors.1.W"], names.Take(3));
        Assert.Equal(["Ends.0.W", "Ends.0.B", "Ends.1.W", "Ends.1.B"], names.Skip(12));
    }

    private static (float[][] Results, float[][] Gradients) Run(LayerUnderTest tried)
    {
        ILayer layer = tried.Make();
        var numbers = new TestNumbers(3);
        object[] inputs = tried.Model.Name switch
        {
            "Network" => [Random(4, 3), IntVar.From([0, 3, 1, 2], 4)],
            "Noises" => [Random(2, 4)],
            _ => [Random(2, 5, 3)],
        };
        object?[] results = tried.CallTensors(layer, "Forward", inputs);
        object[] cotangents = tried.Model.Name switch
        {
            "Network" => [],
            "Noises" => [Random(2, 4)],
            _ => [Random(2, 5, 5)],
        };
        object?[] gradients = tried.CallTensors(layer, "Backward", [.. cotangents, false]);
        return ([.. results.Select(result => Agreement.Floats(result!))], [.. gradients.Select(gradient => Agreement.Floats(gradient!)), .. layer.Params.Select(parameter => parameter.GradBlock.Span.ToArray())]);

        Var Random(params int[] shape) => Var.From([.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(_ => (double)numbers.Next(-1, 1))], shape);
    }
}
