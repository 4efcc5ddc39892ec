using System.Text.RegularExpressions;

namespace NNGen.Runtime.Tests.Graphs;

public sealed partial class MermaidTests
{
    [Fact]
    public void The_whole_picture_of_an_addition() => Assert.Equal(
        """
        flowchart LR
            n0("x"):::input
            n1("y"):::input
            n2(("#43;")):::operation
            out0("z"):::output
            n0 -->|"x (N, D)"| n2
            n1 -->|"y (N, D)"| n2
            n2 -->|"z (N, D)"| out0
            n2 <==>|"dz (N, D)"| out0
            n1 <==>|"dy (N, D)<br/>= dz"| n2
            n0 <==>|"dx (N, D)<br/>= dz"| n2
            legend["black: values, forward<br/>blue: gradients, backward (dx is ∂L/∂x)"]
            style legend fill:none,stroke:none
            classDef input fill:#fff,stroke:#000,color:#000
            classDef parameter fill:#eee,stroke:#000,color:#000
            classDef operation fill:#fff,stroke:#000,color:#000
            classDef output fill:#fff,stroke:#000,color:#000
            linkStyle 0,1,2 stroke:#000,color:#000
            linkStyle 3,4,5 stroke:#1f6feb,stroke-width:3px,color:#1f6feb,marker-end:none

        """.ReplaceLineEndings("\n"),
        new ComputationGraph(GraphTexts.Add).ToMermaid());

    [Fact]
    public void A_multiplication_sends_back_the_gradient_times_the_other_factor()
        => Assert.Equal(["dz (N, D)", "dy (N, D) = dz · x", "dx (N, D) = dz · y"], Backward(GraphTexts.Multiply));

    [Fact]
    public void A_branch_adds_up_the_gradients_of_its_uses()
    {
        Assert.Equal(["x (N, D)", "x", "x", "x", "s (N, D)", "y (N, D)"], Forward(GraphTexts.Branch));
        Assert.Equal(["dy (N, D)", "ds (N, D) = dy", "ds · x", "ds · x", "dy", "dx (N, D) = ds · x + ds · x + dy"], Backward(GraphTexts.Branch));
    }

    [Fact]
    public void A_repeat_sends_back_the_sum_of_the_copies()
        => Assert.Equal(["dy (N, D)", "dx (1, D) = Sum(dy, axis 0)"], Backward(GraphTexts.Repeat));

    [Fact]
    public void A_sum_sends_its_gradient_back_to_every_term()
    {
        Assert.Equal(["dy (1, D)", "dx (N, D) = Repeat(dy, N, axis 0)"], Backward(GraphTexts.Sum));
        Assert.Equal(["dy (N)", "dx (N, D) = Repeat(dy, D, axis 1)"], Backward(GraphTexts.SumOfColumns));
    }

    [Fact]
    public void A_product_of_matrices_sends_back_products_with_the_other_matrix_transposed()
        => Assert.Equal(["dy (N, H)", "dW (D, H) = xᵀ · dy", "dx (N, D) = dy · Wᵀ"], Backward(GraphTexts.MatMul));

    [Fact]
    public void The_two_layer_net_shows_each_value_once_and_no_gradient_where_none_is_wanted()
    {
        string picture = new ComputationGraph(GraphTexts.TwoLayerNet).ToMermaid();

        Assert.Equal(
            ["Loss", "Hidden.B", "Hidden.W", "Output.B", "Output.W", "x", "t"],
            BoxLabel().Matches(picture).Select(match => match.Groups[1].Value).OrderBy(label => label is "x" or "t").ThenBy(label => label != "Loss").ThenBy(label => label == "t").ThenBy(label => label, StringComparer.Ordinal));
        Assert.Equal(["MatMul", "#43;", "Sigmoid", "MatMul", "#43;", "CrossEntropy"], CircleLabel().Matches(picture).Select(match => match.Groups[1].Value));
        Assert.Equal(
            [
                "dLoss () = 1",
                "dOutput (N, O) = (Softmax(Output) − OneHot(t)) / N",
                "dOutput.B (O) = Sum(dOutput, axis 0)",
                "db (N, O) = dOutput",
                "dOutput.W (H, O) = Activationᵀ · db",
                "dActivation (N, H) = db · Output.Wᵀ",
                "dHidden (N, H) = dActivation · Activation · (1 − Activation)",
                "dHidden.B (H) = Sum(dHidden, axis 0)",
                "da (N, H) = dHidden",
                "dHidden.W (I, H) = xᵀ · da",
            ],
            Backward(GraphTexts.TwoLayerNet));
        Assert.Contains("\"t (N) int\"", picture, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_stand_in_the_circles_and_formulas_and_are_no_nodes()
    {
        string picture = new ComputationGraph(GraphTexts.Norm).ToMermaid();

        Assert.Contains("((\"#43; Epsilon\"))", picture, StringComparison.Ordinal);
        Assert.Contains("((\"x − m\"))", picture, StringComparison.Ordinal);
        Assert.Contains("((\"Mean<br/>axis 1\"))", picture, StringComparison.Ordinal);
        Assert.Contains("dv (N, 1) = −0.5 · de · e · e · e", Backward(GraphTexts.Norm));
        Assert.Contains("dG (D) = Sum(dy · f, axis 0)", Backward(GraphTexts.Norm));
    }

    [Fact]
    public void A_gradient_that_is_not_known_is_named_and_not_guessed()
    {
        IReadOnlyList<string> gradients = Backward(GraphTexts.Attention);

        Assert.Contains("da (N, T, T)", gradients);
        Assert.Contains("dw (N, T, T) = (c > 0 ? dc : 0)", gradients);
    }

    [Fact]
    public void Gradients_of_steps_in_between_are_shown_where_the_text_gives_them()
    {
        IReadOnlyList<string> gradients = Backward(GraphTexts.Attention + "\ngradient %6 = %19\ngradient %3 = %20");

        Assert.Contains("db (N, T, T) = w · (dw − Sum(dw · w, axis 2))", gradients);
        Assert.Contains("da (N, T, T) = db / Sqrt(D)", gradients);
        Assert.Contains("dk (N, T, D) = daᵀ · q", gradients);
        Assert.Contains("dq (N, T, D) = MatMul(da, k)", gradients);
    }

    [Fact]
    public void A_gradient_through_many_unnamed_steps_is_given_up_early()
    {
        // Each step's gradient is written twice in that of the step before: 2⁴⁰ terms, if they were written.
        var text = new System.Text.StringBuilder("%0 = Input() {noGrad=false} : float (N) ; x =\n%1 = Odd(%0) : float (N) ; y =\n--- backward\n%2 = OutputGradient() {output=0} : float (N) ; dy =\n");
        for (int id = 3; id < 43; id++) text.Append($"%{id} = Multiply(%{id - 1}, %{id - 1}) : float (N)\n");

        Assert.Equal(["dy (N)", "dx (N)"], Backward(text + "return %1\ngradient %0 = %42"));
    }

    [Fact]
    public void An_output_that_is_returned_twice_has_two_gradients()
        => Assert.Equal(["dx[0]", "dx[1]", "dx (N, D) = dx[0] + dx[1]"], Backward(GraphTexts.Twice));

    [Fact]
    public void A_graph_without_a_backward_part_has_no_blue()
    {
        string picture = new ComputationGraph("""
            %0 = Input() {noGrad=true} : float (N) ; x =
            %1 = Exp(%0) : float (N) ; y = Exp(x)
            return %1
            """).ToMermaid();

        Assert.DoesNotContain("1f6feb", picture, StringComparison.Ordinal);
        Assert.DoesNotContain("legend", picture, StringComparison.Ordinal);
    }

    [Fact]
    public void What_Mermaid_would_read_as_syntax_is_written_by_its_code()
    {
        string picture = new ComputationGraph("""
            %0 = Input() {noGrad=true} : float (N, 2*H) ; x_1 =
            %1 = Odd(%0) {mode="a" & <b>} : float (N, 2*H) ; y =
            return %1
            """).ToMermaid();

        Assert.Contains("n0(\"x#95;1\")", picture, StringComparison.Ordinal);
        Assert.Contains("n0 -->|\"x#95;1 (N, 2#42;H)\"| n1", picture, StringComparison.Ordinal);
        Assert.Contains("((\"Odd<br/>mode #34;a#34; #38; #60;b#62;\"))", picture, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_arrow_is_either_black_or_blue()
    {
        foreach (string text in new[] { GraphTexts.Branch, GraphTexts.Norm, GraphTexts.TwoLayerNet })
        {
            string picture = new ComputationGraph(text).ToMermaid();
            IEnumerable<int> styled = StyledArrows().Matches(picture).SelectMany(match => match.Groups[1].Value.Split(',')).Select(int.Parse);
            Assert.Equal(Enumerable.Range(0, ArrowLabel().Count(picture)), styled);
        }
    }

    private static IReadOnlyList<string> Forward(string text) => Labels(text, " -->");

    private static IReadOnlyList<string> Backward(string text) => Labels(text, " <==>");

    private static List<string> Labels(string text, string arrow)
        => [.. ArrowLabel().Matches(new ComputationGraph(text).ToMermaid())
            .Where(match => match.Groups[1].Value == arrow)
            .Select(match => match.Groups[2].Value.Replace("<br/>", " ", StringComparison.Ordinal).Replace("#62;", ">", StringComparison.Ordinal))];

    [GeneratedRegex("( -->| <==>)\\|\"(.*)\"\\|")]
    private static partial Regex ArrowLabel();

    [GeneratedRegex("^    \\w+\\(\"([^\"]*)\"\\)", RegexOptions.Multiline)]
    private static partial Regex BoxLabel();

    [GeneratedRegex("\\(\\(\"([^\"]*)\"\\)\\)")]
    private static partial Regex CircleLabel();

    [GeneratedRegex("linkStyle ([\\d,]+) ")]
    private static partial Regex StyledArrows();
}
