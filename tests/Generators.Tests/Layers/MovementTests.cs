using NNGen.Generators.Graphs;

namespace NNGen.Generators.Tests.Layers;

/// <summary>Operators that move elements: empty batches, checks when the program runs, what their gradients are made of.</summary>
[Collection(nameof(VectorWidths))]
public sealed class MovementTests
{
    private static readonly Lazy<CompiledLayers> Layers = new(() => CompiledLayers.Of(
        TinyLayer.Of("LastStep", "x(N, T, H)", "x[.., ^1]"),
        TinyLayer.Of("AnyPart", "x(N, H), dim D, y(N, D)", "Slice(x, 1, 0, y.Size(1))", attributes: "[Where(\"D <= H\")]"),
        TinyLayer.Of("AllMoves", "x(N, T, 4), y(N, T, 3)", "{ var z = Concat(-1, x, Flip(y, 0), Pad(x, 2, 1, 2)); return Permute(z, 2, 0, 1)[1..^1] * Stack(1, x, x)[.., 0, .., 0]; }"),
        TinyLayer.Of("Lookup", "param E(L, H), labels t(N)", "Gather(E, t)"),
        TinyLayer.Of("Tied", "param E(L, H), labels t(N)", "MatMul(Tanh(Gather(E, t)), Transpose(E))"),
        TinyLayer.Of("Gates", "z(N, 4*H)", "{ int h = z.Size(1) / 4; return Sigmoid(z[.., ..h]) * Tanh(z[.., (2 * h)..(3 * h)]) + Sigmoid(z[.., h..(2 * h)]) * Sigmoid(z[.., (3 * h)..]); }"),
        TinyLayer.Of("Sums", "x(N, T, H), w(H, K), y(T, T)", "Einsum(\"nth,hk->ntk\", x, w) * Einsum(\"tt->\", y)")));

    public static TheoryData<string> Names => ["LastStep", "AllMoves", "Lookup", "Tied", "Gates", "Sums"];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_empty_batch_goes_through(string layer) => (Layers.Value[layer] with { Batches = [0, 2, 0] }).AgreesWithItsDefinition();

    [Fact]
    public void What_has_no_last_entry_is_refused_before_anything_is_computed()
    {
        LayerUnderTest tried = Layers.Value["LastStep"];
        var error = Assert.Throws<ShapeException>(() => tried.CallTensors(tried.Make(), "Forward", [Var.From([], 2, 0, 3)]));
        Assert.Equal("LastStep.Forward: 'x[.., ^1]' needs 1 <= T, but T = 0.", error.Message);
    }

    [Fact]
    public void A_fact_that_is_no_equality_is_checked_at_every_call()
    {
        LayerUnderTest tried = Layers.Value["AnyPart"];
        var error = Assert.Throws<ShapeException>(() => tried.CallTensors(tried.Make(), "Forward", [Var.From(new double[6], 2, 3), Var.From(new double[18], 2, 9)]));
        Assert.Equal("AnyPart.Forward: D <= H should hold, but D = 9, H = 3.", error.Message);
    }

    [Fact]
    public void An_id_that_is_no_row_is_refused_before_anything_is_computed()
    {
        LayerUnderTest tried = Layers.Value["Lookup"];
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => tried.CallTensors(tried.Make(), "Forward", [IntVar.From([0, 19], 2)]));
        Assert.StartsWith("Lookup.Forward: row 1: id 19 is not in 0..18.", error.Message);
    }

    [Fact]
    public void A_table_that_is_used_twice_is_one_parameter() => Assert.Equal("E", Assert.Single(Layers.Value["Tied"].Make().Params).Name);

    [Fact]
    public void The_gradients_of_parts_are_joined_and_not_added()
    {
        Graph graph = LayerCompiler.Compile(Layers.Value.Model("Gates")).Methods.Single(method => method.Training is not null).Training!.Fused.Graph;
        Assert.Equal(["Concat"], graph.Nodes.Skip(graph.ForwardCount).Select(node => node.Operator).Where(name => name is "Concat" or "Pad" or "Add"));
    }
}
