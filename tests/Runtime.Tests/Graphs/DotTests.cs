namespace NNGen.Runtime.Tests.Graphs;

public sealed class DotTests
{
    [Fact]
    public void The_whole_picture_of_a_branch() => Assert.Equal(
        """
        digraph {
            graph [rankdir=LR, fontname="Helvetica", fontsize=11]
            node [fontname="Helvetica"]
            edge [fontname="Helvetica", fontsize=11]
            n0 [shape=box, style=rounded, label="x"]
            b0 [shape=point, width=0.1, label=""]
            n1 [shape=circle, label="×"]
            n2 [shape=circle, label="+"]
            out0 [shape=box, style=rounded, label="y"]
            n0 -> b0 [label="x (N, D)", color="#000000"]
            b0 -> n1 [label="x", color="#000000"]
            b0 -> n1 [label="x", color="#000000"]
            b0 -> n2 [label="x", color="#000000"]
            n1 -> n2 [label="s (N, D)", color="#000000"]
            n2 -> out0 [label="y (N, D)", color="#000000"]
            n2 -> out0 [label="dy (N, D)", color="#1f6feb", fontcolor="#1f6feb", penwidth=2.5, dir=back]
            n1 -> n2 [label="ds (N, D)\n= dy", color="#1f6feb", fontcolor="#1f6feb", penwidth=2.5, dir=back]
            b0 -> n1 [label="ds · x", color="#1f6feb", fontcolor="#1f6feb", penwidth=2.5, dir=back]
            b0 -> n1 [label="ds · x", color="#1f6feb", fontcolor="#1f6feb", penwidth=2.5, dir=back]
            b0 -> n2 [label="dy", color="#1f6feb", fontcolor="#1f6feb", penwidth=2.5, dir=back]
            n0 -> b0 [label="dx (N, D)\n= ds · x + ds · x + dy", color="#1f6feb", fontcolor="#1f6feb", penwidth=2.5, dir=back]
            label="black: values, forward; blue: gradients, backward (dx is ∂L/∂x)"
        }

        """.ReplaceLineEndings("\n"),
        new ComputationGraph(GraphTexts.Branch).ToDot());

    [Fact]
    public void Quotes_and_backslashes_are_escaped()
    {
        string picture = new ComputationGraph("""
            %0 = Input() {noGrad=true} : float (N) ; x =
            %1 = Odd(%0) {mode="a\b"} : float (N) ; y =
            return %1
            """).ToDot();

        Assert.Contains("""label="Odd\nmode \"a\\b\"" """.TrimEnd(), picture, StringComparison.Ordinal);
    }
}
