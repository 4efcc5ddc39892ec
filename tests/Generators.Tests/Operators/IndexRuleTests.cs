using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Tests.Operators;

/// <summary>What chooses entries is made of integers, whoever made the graph: the one of a compiled layer was not looked at by C#.</summary>
public sealed class IndexRuleTests
{
    [Theory]
    [InlineData("Pick", 1, "index")]
    [InlineData("CrossEntropy", 1, "labels")]
    [InlineData("Gather", 1, "ids")]
    [InlineData("OneHot", 0, "ids")]
    public void An_operator_refuses_indices_that_are_no_integers(string name, int operand, string called)
    {
        Node[] operands = [Input(0, "x", "N", "C", ElementType.Float), Input(1, "t", "N", null, ElementType.Float)];
        EquatableArray<NodeAttribute> attributes = new([NodeAttribute.Of("classes", Dim.Name("C"))]);
        Operator rule = OperatorTable.Get(name);
        Node[] taken = operand == 0 ? [operands[1]] : operands;

        ShapeProblem problem = Assert.Throws<ShapeProblem>(() => rule.Infer(new(taken, attributes, Facts.None, [])));
        Assert.Equal($"{called} are integers, an IntVar, but the elements of t are none", problem.Message);
        taken[operand] = Input(1, "t", "N", null, ElementType.Int);
        Assert.NotNull(rule.Infer(new(taken, attributes, Facts.None, [])));
    }

    [Fact]
    public void Every_operator_that_takes_indices_is_tested_here()
    {
        Node node = new(2, "", new([0, 1]), new([NodeAttribute.Of("classes", Dim.Name("C"))]), Generators.Shapes.Shape.Scalar, ElementType.Float, "", "");
        Generators.Shapes.Shape[] shapes = [new Generators.Shapes.Shape(Dim.Name("N"), Dim.Name("C")), new Generators.Shapes.Shape(Dim.Name("N"))];
        Assert.Equal(["CrossEntropy", "Gather", "OneHot", "Pick"], OperatorTable.All.Where(rule => rule.Indices(node, shapes) is not null).Select(rule => rule.Name).Order());
    }

    private static Node Input(int id, string name, string first, string? second, ElementType type)
        => new(id, "Input", [], [], second is null ? new Generators.Shapes.Shape(Dim.Name(first)) : new Generators.Shapes.Shape(Dim.Name(first), Dim.Name(second)), type, name, "");
}
