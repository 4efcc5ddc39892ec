using NNGen.Generators.Graphs;
using NNGen.Generators.Reading;
using NNGen.Generators.Simplification;
using NNGen.Generators.Tests.Layers;
using NNGen.Generators.Tests.Operators;
using NNGen.Verification;

namespace NNGen.Generators.Tests.Stages;

/// <summary>The gradients that the joint graph says, computed in double precision, against central differences of its forward part.</summary>
public sealed class DifferentiationTests
{
    private static readonly IReadOnlyList<OperatorCase> Cases = [.. OperatorCases.All, .. CompositionCases.All];

    private static readonly Lazy<TinyModels> Models = new(() => TinyModels.Of(Cases.Select(one => one.Source)));

    [Fact]
    public void Gradients_are_those_of_central_differences() => AllAgree((_, joint) => joint);

    [Fact]
    public void Simplified_and_lowered_gradients_are_those_of_central_differences()
        => AllAgree((model, joint) => Rewriter.Rewrite(Rewriter.Rewrite(joint, RewriteRules.All, TinyModels.FactsOf(model)), RewriteRules.Lowering, TinyModels.FactsOf(model)));

    [Fact]
    public void No_gradient_is_computed_for_an_input_that_wants_none()
    {
        LayerModel model = Models.Value["NoGradInput"];
        Graph joint = Rewriter.Rewrite(TinyModels.Joint(model), RewriteRules.All, TinyModels.FactsOf(model));
        Assert.Equal(["Parameter"], joint.Gradients.Select(gradient => joint[gradient.Of].Operator));
        Assert.Single(joint.Nodes.Skip(joint.ForwardCount), node => node.Operator == "MatMul");
    }

    [Fact]
    public void An_input_that_does_not_enter_has_a_gradient_of_zeros()
    {
        LayerModel model = Models.Value["UnusedInput"];
        Graph joint = TinyModels.Joint(model);
        Assert.Equal(2, joint.Gradients.Count);
        Gradient unused = joint.Gradients.Single(gradient => joint[gradient.Of].Name == "y");
        Assert.Equal(joint[unused.Of].Shape, joint[unused.Value].Shape);
    }

    private static void AllAgree(Func<LayerModel, Graph, Graph> stage)
    {
        var failures = new List<string>();
        foreach (OperatorCase one in Cases)
        {
            LayerModel model = Models.Value[one.Name];
            Graph joint = stage(model, TinyModels.Joint(model));
            var sources = joint.Nodes.Concat(model.Methods[0].Graph.Nodes).Where(node => node.Operator is "Input" or "Parameter" or "State" or "Setting" or "OutputGradient")
                .DistinctBy(Key).ToDictionary(Key, node => TinyModels.Source(model, node, one.Range?.Low ?? -2, one.Range?.High ?? 2));
            IReadOnlyList<object> values = GraphInterpreter.Run(joint, node => sources[Key(node)], TinyModels.SizeOf);
            foreach (Gradient gradient in joint.Gradients)
            {
                Node of = joint[gradient.Of];
                var at = (Var)sources[Key(of)];
                Var numerical = NumericalGradient.Of(x => Loss(model.Methods.Single(method => method.IsForward).Graph, joint, node => Key(node) == Key(of) ? x : sources[Key(node)], sources), at);
                var actual = (Var)values[gradient.Value];
                if (actual.Shape != numerical.Shape) failures.Add($"{one.Name}: the gradient of {of.Name} has shape {actual.Shape}, not {numerical.Shape}.");
                else if (Worst(actual, numerical) > 1e-6) failures.Add($"{one.Name}: the gradient of {of.Name} is {actual}, not {numerical}.\n{GraphText.Print(joint)}");
            }
        }

        if (failures.Count > 0) Assert.Fail(string.Join("\n", failures));
    }

    private static string Key(Node node) => node.Operator + (node.Text("output") ?? node.Text("name") ?? node.Name);

    /// <summary>What the gradients are of: scalar results as they are, others weighed with the gradients that the caller gives.</summary>
    private static Var Loss(Graph forward, Graph joint, Func<Node, object> source, Dictionary<string, object> sources)
    {
        IReadOnlyList<object> values = GraphInterpreter.Run(forward, source, TinyModels.SizeOf);
        Var loss = 0;
        for (int i = 0; i < forward.Outputs.Count; i++)
        {
            if (values[forward.Outputs[i]] is not Var result) continue; // integers and truth values have no gradient
            if (result.Shape.Rank == 0) loss += result;
            else if (sources.TryGetValue($"OutputGradient{i}", out object? weights)) loss += Ops.Sum(result * (Var)weights);
        }

        return loss;
    }

    private static double Worst(Var actual, Var numerical)
    {
        double scale = Math.Max(1, numerical.ToArray().Select(Math.Abs).DefaultIfEmpty(0).Max());
        return actual.ToArray().Zip(numerical.ToArray(), (a, b) => double.IsFinite(a) && double.IsFinite(b) ? Math.Abs(a - b) / scale : double.PositiveInfinity).DefaultIfEmpty(0).Max();
    }
}
