using NNGen.Generators.Shapes;
using static NNGen.Generators.Tests.Shapes.DimGen;

namespace NNGen.Generators.Tests.Shapes;

using Shape = NNGen.Generators.Shapes.Shape;

public sealed class BindingTests
{
    [Fact]
    public void The_first_plain_appearance_of_a_name_tells_it_and_every_other_is_checked()
    {
        Assert.True(Binding.TrySolve([Shape("N", "I"), Shape("N")], ["I"], out BindingPlan plan));
        Assert.Equal([new NameBinding("N", 0, 0, 0, 1)], plan.Names);
        Assert.True(plan.Names[0].IsPlain);
        Assert.Equal([new DimCheck(0, 1, Dim.Name("I")), new DimCheck(1, 0, Dim.Name("N"))], plan.Checks);
        Assert.Empty(plan.Missing);
    }

    [Fact]
    public void A_plain_name_is_preferred_to_an_earlier_formula()
    {
        Assert.True(Binding.TrySolve([Shape("2*N"), Shape("N")], [], out BindingPlan plan));
        Assert.Equal([new NameBinding("N", 1, 0, 0, 1)], plan.Names);
        Assert.Equal([new DimCheck(0, 0, Parse("2*N"))], plan.Checks);
    }

    [Fact]
    public void A_formula_tells_the_one_name_in_it_that_is_not_known()
    {
        Assert.True(Binding.TrySolve([Shape("2*T + 1"), Shape("K + T"), Shape("M*D - 1")], ["D"], out BindingPlan plan));
        Assert.Equal([new("T", 0, 0, 1, 2), new NameBinding("K", 1, 0, Dim.Name("T"), 1), new("M", 2, 0, -1, Dim.Name("D"))], plan.Names);
        Assert.Equal([true, false, true], plan.Names.Select(static binding => binding.NeedsDivisibility));
        Assert.Empty(plan.Checks);
    }

    [Theory]
    [InlineData("T/2", "T")]
    [InlineData("T*T", "T")]
    [InlineData("T*K", "T,K")]
    public void A_name_that_no_length_tells_is_missing(string dim, string missing)
    {
        Assert.False(Binding.TrySolve([Shape(dim)], [], out BindingPlan plan));
        Assert.Equal(missing, string.Join(",", plan.Missing));
    }

    [Fact]
    public void A_name_that_a_call_binds_may_be_0_and_nothing_is_divided_by_it()
    {
        Assert.False(Binding.TrySolve([Shape("T"), Shape("T*K")], [], out BindingPlan plan));
        Assert.Equal(["K"], plan.Missing);
    }

    [Fact]
    public void After_leading_dims_axes_count_from_the_right()
    {
        Assert.True(Binding.TrySolve([Shape("...", "T", "D")], ["D"], out BindingPlan plan));
        Assert.Equal([new NameBinding("T", 0, -2, 0, 1)], plan.Names);
        Assert.Equal([new DimCheck(0, -1, Dim.Name("D"))], plan.Checks);
    }

    [Fact]
    public void Inside_another_layer_the_names_become_the_callers_dims()
    {
        BindingResult result = Unify([Shape("N", "I")], [Shape("N*T", "H*D")], "", ("I", "H*D"), ("O", "K"));
        Assert.True(result.Succeeded);
        Assert.Equal("(N*T, K)", result.Translate(Shape("N", "O")).ToString());
        Assert.Empty(result.Guards);
    }

    [Fact]
    public void Names_are_replaced_all_at_once()
    {
        BindingResult result = Unify([Shape("N", "I")], [Shape("I", "N")], "", ("I", "N"));
        Assert.True(result.Succeeded);
        Assert.Equal("(I, N)", result.Translate(Shape("N", "I")).ToString());
    }

    [Fact]
    public void A_formula_is_solved_where_it_divides_exactly()
    {
        Assert.Equal(Parse("K + 1"), Unify([Shape("2*T + 1")], [Shape("2*K + 3")], "").Names["T"]);
        Assert.Equal(Parse("H/A"), Unify([Shape("A*T")], [Shape("H")], "H % A == 0", ("A", "A")).Names["T"]);
        Assert.Empty(Unify([Shape("A*T")], [Shape("H")], "H % A == 0", ("A", "A")).Guards);
    }

    [Theory]
    [InlineData("N,I", "N,H", "I=K", "expected (N, K), got (N, H): H is not K", nameof(Agreement.Never))]
    [InlineData("N,N", "A,B", "", "expected (A, A), got (A, B): B is not A", nameof(Agreement.Never))]
    [InlineData("N,3", "N,4", "", "expected (N, 3), got (N, 4): 4 is not 3", nameof(Agreement.Never))]
    [InlineData("2*T", "2*K + 1", "", "expected (2*K), got (2*K + 1): 2*K + 1 is not 2*K", nameof(Agreement.Never))]
    [InlineData("N,I", "N", "I=K", "expected (N, K), got (N)", nameof(Agreement.Never))]
    [InlineData("N", "...,N", "", "expected (N), got (..., N)", nameof(Agreement.Never))]
    public void Tells_what_was_expected_and_what_is_there(string declared, string actual, string fixedDims, string message, string agreement)
    {
        (string, string)[] dims = [.. fixedDims.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(static pair => (pair.Split('=')[0], pair.Split('=')[1]))];
        BindingResult result = Unify([Shape(declared.Split(','))], [Shape(actual.Split(','))], "", dims);
        Assert.Equal(message, result.Conflict?.ToString());
        Assert.Equal(agreement, result.Conflict!.Agreement.ToString());
        Assert.False(result.Succeeded);
    }

    [Fact]
    public void Names_the_argument_and_the_axis()
    {
        BindingConflict conflict = Unify([Shape("N", "I"), Shape("N")], [Shape("N", "I"), Shape("T")], "", ("I", "I")).Conflict!;
        Assert.Equal((BindingConflictKind.Dims, 1, 0, Dim.Name("N"), Dim.Name("T")), (conflict.Kind, conflict.Argument, conflict.Axis, conflict.Expected, conflict.Actual));
    }

    [Fact]
    public void Leaves_a_guard_where_it_depends_on_the_values()
    {
        BindingResult result = Unify([Shape("N", "3")], [Shape("N", "I")], "");
        Assert.True(result.Succeeded);
        Assert.Equal("expected (N, 3), got (N, I): I is not known to be 3", Assert.Single(result.Guards).ToString());
    }

    [Fact]
    public void Counts_the_arguments()
    {
        Assert.Equal(BindingConflictKind.Count, Unify([Shape("N"), Shape("N")], [Shape("N")], "").Conflict?.Kind);
        Assert.Equal(1, Unify([Shape("N")], [Shape("N"), Shape("N")], "").Conflict?.Argument);
    }

    [Fact]
    public void Tells_which_names_no_argument_tells() => Assert.Equal(["K"], Unify([Shape("T", "K/2")], [Shape("T", "T")], "").Missing);

    [Fact]
    public void Leading_dims_are_the_same_for_all_arguments()
    {
        BindingResult result = Unify([Shape("...", "I"), Shape("...", "O")], [Shape("N", "T", "I"), Shape("N", "T", "O")], "");
        Assert.True(result.Succeeded);
        Assert.Equal("(N, T, O, I)", result.Translate(Shape("...", "O", "I")).ToString());
        Assert.Equal(
            "expected (N, T, O), got (N, K, O): K is not T",
            Unify([Shape("...", "I"), Shape("...", "O")], [Shape("N", "T", "I"), Shape("N", "K", "O")], "").Conflict?.ToString());
        Assert.Equal(
            "expected (N, T, O), got (N, O)",
            Unify([Shape("...", "I"), Shape("...", "O")], [Shape("N", "T", "I"), Shape("N", "O")], "").Conflict?.ToString());
    }

    private static BindingResult Unify(Shape[] declared, Shape[] actual, string facts, params (string Name, string Dim)[] fixedDims)
        => Binding.Unify(declared, actual, fixedDims.ToDictionary(static pair => pair.Name, static pair => Parse(pair.Dim)), Facts(facts));
}
