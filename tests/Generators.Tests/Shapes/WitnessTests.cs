using CsCheck;
using NNGen.Generators.Shapes;
using static NNGen.Generators.Tests.Shapes.DimGen;

namespace NNGen.Generators.Tests.Shapes;

using Broadcasting = NNGen.Generators.Shapes.Broadcasting;
using Shape = NNGen.Generators.Shapes.Shape;

public sealed class WitnessTests
{
    [Fact]
    public void Counts_the_names_up_in_order_of_first_appearance()
    {
        Assert.Equal("with N=1, I=2, H=3, O=4: (1, 2) × (3, 4)", Product("", ["N", "I"], ["H", "O"]));
        Assert.Equal("with N=1, I=2, H=3: (1, 2) × (3, 4)", Product("", ["N", "I"], ["H", "4"]));
        Assert.Equal("(2, 3) × (4, 5)", Product("", ["2", "3"], ["4", "5"]));
    }

    [Fact]
    public void Avoids_a_1_where_it_would_stretch() => Assert.Equal("with N=1, I=2, H=3: (1, 2) + (3)", Sum("", ["N", "I"], ["H"]));

    [Fact]
    public void Gives_no_two_names_the_same_value_unless_a_fact_says_that_they_are_the_same()
        => Assert.Equal("with N=1, I=2, K=2, H=3: (1, 2) × (2, 3)", Render("×", "I == K", [["N", "I"], ["K", "H"]], "H", "K"));

    [Fact]
    public void Takes_values_for_which_the_facts_hold()
    {
        Assert.Equal("with N=1, T=50, H=2: (1, 50) × (2, 1)", Product("T >= 50", ["N", "T"], ["H", "1"]));
        Assert.Equal("with H=2, K=3, A=1: (2) × (3)", Render("×", "H % A == 0 && A < K", [["H"], ["K"]], "H", "K"));
        Assert.Equal("with H=64, K=1: (64) × (1)", Render("×", "H % 64 == 0", [["H"], ["K"]], "H", "K"));
    }

    [Fact]
    public void Shows_where_dims_that_may_agree_do_not() => Assert.Equal("with K=1, H=2: (1) and (4)", Render("and", "", [["K"], ["2*H"]], "K", "2*H"));

    [Fact]
    public void There_is_none_for_dims_that_are_equal()
        => Assert.False(Witness.TryFind([Shape("I"), Shape("H")], Parse("I"), Parse("H"), Facts("I == H"), out _));

    [Fact]
    public void Is_a_counter_example_and_no_smaller_one_is()
        => Gen.Select(Formulas.Where(IsDim), Formulas.Where(IsDim), Gen.OneOf("", "H % A == 0", "A < T", "N <= H")).ForMany(300, sample =>
        {
            (Formula first, Formula second, string text) = sample;
            (Dim a, Dim b, Facts facts) = (Parse(first.Text), Parse(second.Text), Facts(text));
            (Shape left, Shape right) = (new Shape(Dim.Name("N"), a), new Shape(b));
            bool found = Witness.TryFind([left, right], a, b, facts, out Witness? witness);
            if (Unification.Compare(a, b, facts) == Agreement.Equal) return !found;
            if (!found) return true;
            long[] values = [.. witness!.Values.Select(static value => value.Value)];
            string[] names = [.. witness.Values.Select(static value => value.Name)];
            var own = new Values(names, values);
            if (!IsCounterExample(own) || witness.Shapes[0][1] != a.Evaluate(name => own[name])) return false;
            if (values.Max() > 5) return true;
            return Assignments(names, 1, 5).Where(IsCounterExample).All(other => Compare(other, own) >= 0);

            bool IsCounterExample(Values candidate)
                => facts.All.All(fact => !fact.Names.Any(names.Contains) || fact.Holds(name => candidate[name]))
                && a.TryEvaluate(name => candidate[name], out long x) && b.TryEvaluate(name => candidate[name], out long y)
                && x != y && (x > 0 || a.TryConstant(out _)) && (y > 0 || b.TryConstant(out _));
        });

    /// <summary>Different values before equal ones, then the smaller greatest value, then the first difference.</summary>
    private static int Compare(Values left, Values right)
    {
        (bool, long)[] keys = [(!left.AreDistinct, left.Numbers.Max()), (!right.AreDistinct, right.Numbers.Max())];
        int order = keys[0].CompareTo(keys[1]);
        for (int i = 0; i < left.Numbers.Length && order == 0; i++) order = left.Numbers[i].CompareTo(right.Numbers[i]);
        return order;
    }

    private static string Sum(string facts, string[] a, string[] b)
    {
        Assert.False(Broadcasting.TryBroadcast(Shape(a), Shape(b), Facts(facts), out _, out ShapeConflict? conflict));
        Assert.True(Witness.TryFind(conflict, Facts(facts), out Witness? witness));
        return witness.Render("+");
    }

    private static string Product(string facts, string[] a, string[] b)
    {
        var guards = new List<ShapeConflict>();
        MatrixProduct.TryShape(Shape(a), Shape(b), false, false, Facts(facts), out _, out ShapeConflict? conflict, guards);
        Assert.True(Witness.TryFind(conflict ?? guards[0], Facts(facts), out Witness? witness));
        return witness.Render("×");
    }

    private static string Render(string sign, string facts, string[][] shapes, string left, string right)
    {
        Assert.True(Witness.TryFind([.. shapes.Select(dims => Shape(dims))], Parse(left), Parse(right), Facts(facts), out Witness? witness));
        return witness.Render(sign);
    }
}
