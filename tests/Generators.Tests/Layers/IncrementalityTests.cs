using System.Globalization;

namespace NNGen.Generators.Tests.Layers;

/// <summary>What the generator does again after an edit, and that it always does the same.</summary>
public sealed class IncrementalityTests
{
    private const string Affine = """
        using NNGen;
        using static NNGen.Ops;

        [Layer]
        public sealed partial class Affine
        {
            [Param("I", "O")] public partial Parameter W { get; } // weights
            [Param("O")] public partial Parameter B { get; }

            [return: Shape("N", "O")]
            public Var Forward([Shape("N", "I")] Var x)
            {
                var scores = MatMul(x, W);
                return scores + B;
            }

            public int Count()
            {
                int number = 1;
                return number;
            }
        }
        """;

    private const string Net = """
        using NNGen;
        using static NNGen.Ops;

        [Layer]
        public sealed partial class Net
        {
            [Sub("I", "O")] public partial Affine First { get; }
            public Var Forward([Shape("N", "I")] Var x) => Tanh(First.Forward(x));
        }
        """;

    private const string Other = "public static class Other { public static int One() => 1; }";

    private static IncrementalRun Start() => IncrementalRun.Of(new LayerGenerator(), Affine, Net, Other);

    [Fact]
    public void An_edit_in_another_file_leaves_the_source_cached()
        => AssertRests(Start().Replace("Other.cs", "One() => 1", "Two() => 2"));

    [Fact]
    public void A_new_file_leaves_the_source_cached() => AssertRests(Start().Add("More.cs", "public class More;"));

    [Fact]
    public void A_comment_within_an_expression_leaves_the_source_cached() => AssertRests(Start().Replace("Affine.cs", "MatMul(x, W)", "MatMul(x, /* the weights */ W)"));

    [Fact]
    public void A_comment_leaves_the_source_cached() => AssertRests(Start().Replace("Affine.cs", "// weights", "// the weights, which are longer now"));

    [Fact]
    public void White_space_leaves_the_source_cached() => AssertRests(Start().Replace("Affine.cs", "scores + B", "scores  +  B"));

    [Fact]
    public void A_local_of_a_method_that_is_no_definition_leaves_the_source_cached()
        => AssertRests(Start().Replace("Affine.cs", "int number = 1", "int count = 1").Replace("Affine.cs", "return number", "return count"));

    [Fact]
    public void A_local_of_a_definition_is_a_name_in_the_source()
        => Start().Replace("Affine.cs", "var scores = MatMul(x, W);\n        return scores + B;", "var sums = MatMul(x, W);\n        return sums + B;").AssertModified(LayerGenerator.SourceStep);

    [Fact]
    public void An_edit_of_a_sub_layer_writes_the_network_again()
    {
        IncrementalRun run = Start().Replace("Affine.cs", "scores + B", "scores - B");
        Assert.Equal(2, run.Values(LayerGenerator.SourceStep).Count);
        Assert.All(run.Reasons[LayerGenerator.SourceStep], reason => Assert.Equal(Microsoft.CodeAnalysis.IncrementalStepRunReason.Modified, reason));
    }

    [Fact]
    public void An_edit_of_the_network_leaves_its_sub_layer_alone()
    {
        IncrementalRun run = Start().Replace("Net.cs", "Tanh(", "Exp(");
        Assert.Single(run.Reasons[LayerGenerator.SourceStep], reason => reason == Microsoft.CodeAnalysis.IncrementalStepRunReason.Modified);
    }

    [Fact]
    public void Code_that_is_half_typed_does_not_stop_the_generator()
    {
        IncrementalRun start = Start(), typed = start.Replace("Net.cs", "Tanh(First.Forward(x));", "Tanh(First.");
        Assert.Equal(2, typed.Values(LayerGenerator.SourceStep).Count);
        Assert.Equal(start.Values(LayerGenerator.SourceStep), typed.Replace("Net.cs", "Tanh(First.", "Tanh(First.Forward(x));").Values(LayerGenerator.SourceStep));
    }

    [Fact]
    public void No_step_holds_a_part_of_the_compilation()
    {
        IncrementalRun run = IncrementalRun.Of(new LayerGenerator(), Affine, Net, SubLayers.Source.Replace("Nested", "Deep", StringComparison.Ordinal));
        foreach (object value in run.Values(LayerGenerator.ReadStep).Concat(run.Values(LayerGenerator.SourceStep))) NoSymbols.AssertNoneIn(value);
        foreach (var model in run.Values(LayerGenerator.ReadStep).OfType<Generators.Reading.LayerModel>())
            if (model.Errors.Count == 0) NoSymbols.AssertNoneIn(LayerCompiler.Compile(model));
    }

    [Fact]
    public void Twice_the_same_is_written() => Assert.Equal(Texts(SubLayers.Source), Texts(SubLayers.Source));

    /// <summary>The cultures themselves are not there (the tests run with invariant globalization), but what they would change is.</summary>
    [Theory]
    [InlineData(",", ".", "-")]
    [InlineData(".", ",", "\u2212")]
    [InlineData("\u066B", "\u066C", "\u061C-")]
    public void The_culture_changes_nothing(string point, string group, string minus)
    {
        string source = TinyLayer.Of("Culture", "x(N, I), param Weights_i(I), setting Rate = 1.5", "x * -0.25f + Weights_i * Rate - MathF.Sqrt(x.Size(1)) * 12345.5f");
        string[] expected = [.. Texts(source)];
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var foreign = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            foreign.NumberFormat.NumberDecimalSeparator = point;
            foreign.NumberFormat.NumberGroupSeparator = group;
            foreign.NumberFormat.NegativeSign = minus;
            CultureInfo.CurrentCulture = foreign;
            Assert.Equal("-1.5".Replace("-", minus, StringComparison.Ordinal).Replace(".", point, StringComparison.Ordinal), (-1.5).ToString(CultureInfo.CurrentCulture));
            Assert.Equal(expected, Texts(source));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static IEnumerable<string> Texts(params string[] sources) => TestCompilation.Generate(new LayerGenerator(), sources).Sources.Select(source => $"{source.Key}\n{source.Value}");

    private static void AssertRests(IncrementalRun run) => run.AssertCached(LayerGenerator.ReadStep).AssertCached(LayerGenerator.SourceStep).AssertOutputCached();
}
