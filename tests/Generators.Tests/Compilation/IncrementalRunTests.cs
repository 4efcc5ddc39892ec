using Microsoft.CodeAnalysis;

namespace NNGen.Generators.Tests;

public sealed class IncrementalRunTests
{
    private const string Affine = "[Described]\npartial class Affine\n{\n    int W; // weights\n    int M() { int local = W; return local; }\n}\n";
    private const string Other = "class Other;\n";

    private static IncrementalRun Start(bool leaks = false) => IncrementalRun.Of(new Described { Leaks = leaks }, Affine, Other);

    [Fact]
    public void At_first_everything_is_new() =>
        Assert.Equal([IncrementalStepRunReason.New], Start().Reasons[Described.Step]);

    [Fact]
    public void An_edit_in_another_file_leaves_the_model_cached() =>
        Start().Replace("Other.cs", "Other", "Another").AssertCached(Described.Step).AssertOutputCached();

    [Fact]
    public void A_file_more_leaves_the_model_cached() =>
        Start().Add("Third.cs", "class Third;").AssertCached(Described.Step).AssertOutputCached();

    [Fact]
    public void A_comment_leaves_the_model_cached() =>
        Start().Replace("Affine.cs", "weights", "the weights").AssertCached(Described.Step).AssertOutputCached();

    [Fact]
    public void Several_edits_follow_one_another() =>
        Start()
            .Replace("Affine.cs", "int W;", "int V;").AssertModified(Described.Step)
            .Replace("Affine.cs", "weights", "values").AssertCached(Described.Step);

    [Fact]
    public void An_edit_that_matters_is_seen()
    {
        var run = Start().Replace("Affine.cs", "int W;", "int W, B;").AssertModified(Described.Step);
        Assert.Equal([IncrementalStepRunReason.Modified], run.Reasons[Described.Step]);
        Assert.Equal("W, B", Assert.IsType<Described.Model>(Assert.Single(run.Values(Described.Step))).Fields);
        string message = Assert.ThrowsAny<Exception>(() => run.AssertCached(Described.Step)).Message;
        Assert.Contains($"The edit reached {Described.Step}.", message, StringComparison.Ordinal);
        Assert.Contains($"  {Described.Step}: Modified", message, StringComparison.Ordinal);
        Assert.ThrowsAny<Exception>(run.AssertOutputCached);
    }

    [Fact]
    public void An_edit_that_does_not_matter_is_no_modification() =>
        Assert.ThrowsAny<Exception>(() => Start().Replace("Other.cs", "Other", "Another").AssertModified(Described.Step));

    [Fact]
    public void A_model_that_holds_a_symbol_is_never_cached() =>
        Assert.ThrowsAny<Exception>(() => Start(leaks: true).Replace("Affine.cs", "weights", "the weights").AssertCached(Described.Step));

    [Fact]
    public void An_unknown_step_lists_those_that_are_there()
    {
        string message = Assert.ThrowsAny<Exception>(() => Start().AssertCached("Modle")).Message;
        Assert.Contains("There is no Modle", message, StringComparison.Ordinal);
        Assert.Contains($"  {Described.Step}: New", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Start().AssertModified("Modle"));
    }

    [Fact]
    public void An_edit_has_to_find_its_place()
    {
        Assert.Throws<ArgumentException>(() => Start().Replace("Affine.cs", "nowhere", ""));
        Assert.Throws<ArgumentException>(() => Start().Replace("Affine.cs", "int", "long"));
        Assert.Throws<ArgumentException>(() => Start().Replace("Afine.cs", "W", "V"));
    }

    [Fact]
    public void The_steps_values_can_be_searched_for_symbols()
    {
        Assert.Null(NoSymbols.Find(Start().Values(Described.Step)));
        Assert.NotNull(NoSymbols.Find(Start(leaks: true).Values(Described.Step)));
    }
}
