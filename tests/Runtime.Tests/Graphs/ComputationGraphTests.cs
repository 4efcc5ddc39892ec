namespace NNGen.Runtime.Tests.Graphs;

public sealed class ComputationGraphTests
{
    [Fact]
    public void The_text_is_given_back_as_it_is() => Assert.Equal(GraphTexts.Norm, new ComputationGraph(GraphTexts.Norm).ToString());

    [Fact]
    public void The_nodes_say_what_the_text_says()
    {
        var graph = new ComputationGraph(GraphTexts.MatMul);

        GraphNode product = graph.Nodes[2];
        Assert.Equal(6, graph.Nodes.Count);
        Assert.Equal(("MatMul", "y", "y", "(N, H)", "float", "MatMul(x, W)"), (product.Operator, product.Name, product.Label, product.Shape, product.Type, product.Source));
        Assert.Equal([graph.Nodes[0], graph.Nodes[1]], product.Operands);
        Assert.Equal([new("transposeA", "false"), new("transposeB", "false")], product.Attributes);
        Assert.False(product.IsBackward);
        Assert.True(graph.Nodes[3].IsBackward);
        Assert.Equal([product], graph.Outputs);
        Assert.Equal([new(graph.Nodes[0], graph.Nodes[4]), new(graph.Nodes[1], graph.Nodes[5])], graph.Gradients);
    }

    [Fact]
    public void Values_without_a_name_get_letters_that_are_free()
    {
        var graph = new ComputationGraph("""
            %0 = Input() {noGrad=false} : float (a, N) ; b =
            %1 = Exp(%0) : float (a, N)
            %2 = Tanh(%1) : float (a, N)
            %3 = Sum(%2) {axis=0; count=2; keepDims=false} : float ()
            return %3
            """);

        Assert.Equal(["b", "c", "e", "L"], graph.Nodes.Select(node => node.Label));
    }

    [Fact]
    public void A_local_that_a_loop_gives_several_values_is_numbered()
    {
        var graph = new ComputationGraph("""
            %0 = Input() {noGrad=true} : float (N) ; x =
            %1 = Exp(%0) : float (N) ; h = Exp(h)
            %2 = Exp(%1) : float (N) ; h = Exp(h)
            return %2
            """);

        Assert.Equal(["x", "h", "h2"], graph.Nodes.Select(node => node.Label));
    }

    [Fact]
    public void Line_ends_of_either_kind_are_read()
        => Assert.Equal(new ComputationGraph(GraphTexts.Add).ToMermaid(), new ComputationGraph(GraphTexts.Add.ReplaceLineEndings("\r\n")).ToMermaid());

    [Theory]
    [InlineData("", "Line 1: expected 'return' and what the graph returns.")]
    [InlineData("%1 = Input() : float ()", "Line 1: expected node %0 at column 3 of '%1 = Input() : float ()'.")]
    [InlineData("%0 = Input() : float (N", "Line 1: expected ',' at column 23 of '%0 = Input() : float (N'.")]
    [InlineData("%0 = Input() : real (N)", "Line 1: expected float, int or mask at column 20 of '%0 = Input() : real (N)'.")]
    [InlineData("%0 = Input() : int (N)\n%1 = Exp(%1) : float (N)", "Line 2: expected a node before this line, not %1, at column 12 of '%1 = Exp(%1) : float (N)'.")]
    [InlineData("%0 = Input() : int (N)\nreturn %0\n%1 = Exp(%0) : float (N)", "Line 3: expected 'gradient ' at column 1 of '%1 = Exp(%0) : float (N)'.")]
    [InlineData("%0 = Input() : int (N)\nreturn %0 and more", "Line 2: expected the end of the line at column 10 of 'return %0 and more'.")]
    [InlineData("%0 = Input() {a=1 : int (N)", "Line 1: expected ';' at column 17 of '%0 = Input() {a=1 : int (N)'.")]
    [InlineData("--- backward\n--- backward\n", "Line 2: expected one backward part at column 13 of '--- backward'.")]
    [InlineData("%99999999999 = Input() : int (N)", "Line 1: expected a number at column 2 of '%99999999999 = Input() : int (N)'.")]
    public void Wrong_text_is_refused_with_its_line(string text, string message)
        => Assert.Equal(message, Assert.Throws<FormatException>(() => new ComputationGraph(text)).Message);

    [Fact]
    public void No_text_is_no_graph() => Assert.Throws<ArgumentNullException>(() => new ComputationGraph(null!));
}
