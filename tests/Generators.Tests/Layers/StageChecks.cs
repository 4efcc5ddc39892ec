using NNGen.Generators.Differentiation;
using NNGen.Generators.Fusion;
using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Planning;
using NNGen.Generators.Reading;
using NNGen.Generators.Recomputation;
using NNGen.Generators.Shapes;
using NNGen.Generators.Simplification;

namespace NNGen.Generators.Tests.Layers;

/// <summary>Checks what each stage makes of a layer, so that a stage that breaks a rule is caught there and not three stages later.</summary>
internal static class StageChecks
{
    public static void Check(LayerModel layer)
    {
        string text = CompiledLayer.Print(layer);
        Assert.Equal(text, CompiledLayer.Print(Parsed(layer, text)));
        foreach (MethodModel method in layer.Methods)
        {
            string where = $"{layer.Name}.{method.Name}";
            Facts inference = LayerCompiler.FactsOf(layer, method, training: false), facts = LayerCompiler.FactsOf(layer, method, training: true);
            Valid(where, "reading", method.Graph, facts);
            Valid(where, "reading in inference mode", method.InInference, inference);
            Loops(where, "inference", Valid(where, "simplification in inference mode", Rewriter.Rewrite(method.InInference, RewriteRules.All, inference), inference), inference);
            if (!method.IsForward) continue;
            Graph forward = Valid(where, "simplification", Rewriter.Rewrite(method.Graph, RewriteRules.All, facts), facts);
            Graph joint = Valid(where, "differentiation", Differentiator.Differentiate(forward, ResultNames.Of(method), facts), facts);
            Graph simplified = Valid(where, "simplification of the gradients", Rewriter.Rewrite(joint, RewriteRules.All, facts), facts);
            Loops(where, "training", simplified, facts);
        }
    }

    /// <summary>Fails unless the graph obeys every rule and reads back from its text.</summary>
    public static Graph Valid(string where, string stage, Graph graph, Facts facts)
    {
        string text = GraphText.Print(graph);
        IReadOnlyList<string> broken = GraphRules.Check(graph, facts);
        if (broken.Count > 0) Assert.Fail($"{where}: after {stage} the graph breaks rules:\n{string.Join("\n", broken)}\n\n{text}");
        Graph read = GraphText.Parse(text);
        Assert.Equal(text, GraphText.Print(read));
        Assert.True(read.Equals(graph), $"{where}: after {stage} the graph does not read back as it was printed:\n{text}");
        return graph;
    }

    private static void Loops(string where, string stage, Graph graph, Facts facts)
    {
        Graph lowered = Valid(where, $"lowering for {stage}", Rewriter.Rewrite(graph, RewriteRules.Lowering, facts), facts);
        FusedGraph fused = Fuser.Fuse(lowered);
        if (lowered.HasBackward)
        {
            fused = Recomputer.Decide(lowered, facts).Fused;
            Valid(where, $"what is kept and what is computed again for {stage}", fused.Graph, facts);
            Assert.True(lowered.Nodes.Take(lowered.ForwardCount).SequenceEqual(fused.Graph.Nodes.Take(fused.Graph.ForwardCount)), $"{where}: what is computed again changes the forward pass.\n{GraphText.Print(fused.Graph)}");
        }

        CheckLoops($"{where}: {stage}", fused);
        CheckPlan($"{where}: {stage}", fused, Planner.Plan(fused));
        FusedGraph joined = BatchLoops.Join(fused);
        CheckLoops($"{where}: {stage}, joined", joined);
        CheckPlan($"{where}: {stage}, joined", joined, Planner.Plan(joined));
    }

    /// <summary>Every value is computed in one loop, after what it is computed from.</summary>
    private static void CheckLoops(string where, FusedGraph fused)
    {
        Graph graph = fused.Graph;
        var kinds = new NodeKinds(graph);
        var stored = new HashSet<int>();
        var computed = new HashSet<int>();
        Assert.True(fused.Forward.SelectMany(step => step.Nodes).All(graph.IsForward), $"{where}: a loop of the forward pass computes for the backward pass.\n{GraphText.Print(graph)}");
        Assert.True(!fused.Backward.SelectMany(step => step.Nodes).Any(graph.IsForward), $"{where}: a loop of the backward pass computes for the forward pass.\n{GraphText.Print(graph)}");
        foreach (Step step in fused.Forward.Concat(fused.Backward))
        {
            foreach (int id in step.Nodes)
            {
                Assert.True(computed.Add(id), $"{where}: %{id} is computed in two loops.\n{GraphText.Print(graph)}");
                foreach (int operand in graph[id].Operands)
                {
                    int storage = kinds.Root(operand);
                    if (step.Nodes.Contains(operand) || step is Step.Batch && step.Nodes.Contains(storage) || kinds.IsNumber(operand) || kinds.IsSource(storage)) continue;
                    Assert.True(stored.Contains(storage), $"{where}: %{id} reads %{operand}, which lies nowhere yet.\n{GraphText.Print(graph)}");
                }
            }

            stored.UnionWith(step.Outputs);
        }

        foreach (int wanted in graph.Outputs.Concat(graph.Gradients.Select(gradient => gradient.Value)).Concat(graph.Updates().Select(update => update.Operands[0])))
        {
            int storage = kinds.Root(wanted);
            Assert.True(stored.Contains(storage) || (kinds.IsSource(storage) && !kinds.IsNumber(storage)), $"{where}: %{wanted} is wanted, but lies nowhere.\n{GraphText.Print(graph)}");
        }
    }

    /// <summary>No value is written over before its last reader has read it.</summary>
    private static void CheckPlan(string where, FusedGraph fused, MemoryPlan plan)
    {
        Graph graph = fused.Graph;
        var kinds = new NodeKinds(graph);
        Step[] steps = [.. fused.Forward, .. fused.Backward];
        var holds = new Dictionary<int, int>();

        foreach (Node input in graph.Nodes.Where(node => node.Operator == "Input"))
            if (SlotOf(input.Id) is { } slot) holds[slot] = input.Id;
        for (int time = 0; time <= steps.Length; time++)
        {
            if (time == fused.Forward.Count)
            {
                foreach (int output in graph.Outputs) Holds(kinds.Root(output), $"result %{output}");
                foreach (Node update in graph.Updates()) Holds(kinds.Root(update.Operands[0]), $"the update %{update.Id}");
                foreach (Node node in graph.Nodes.Where(node => node.Operator == "OutputGradient"))
                    if (SlotOf(node.Id) is { } slot) holds[slot] = node.Id;
            }

            if (time == steps.Length) break;
            foreach (int operand in steps[time].Nodes.SelectMany(id => graph[id].Operands).Where(id => !steps[time].Nodes.Contains(id) && !(steps[time] is Step.Batch && steps[time].Nodes.Contains(kinds.Root(id)))))
                Holds(kinds.Root(operand), $"loop {time}, operand %{operand}");
            foreach (int output in steps[time].Outputs)
                if (SlotOf(output) is { } slot) holds[slot] = output;
            var slots = steps[time].Outputs.Select(SlotOf).OfType<int>().ToList();
            Assert.Equal(slots.Distinct(), slots);
        }

        foreach (Gradient gradient in graph.Gradients) Holds(kinds.Root(gradient.Value), $"gradient %{gradient.Value}");

        // The slots of integers are counted from −1 down, so that one table holds both.
        int? SlotOf(int node)
        {
            bool isInt = graph[node].Type == ElementType.Int;
            Assert.True(isInt ? plan.SlotOf(node) is null : plan.IntSlotOf(node) is null, $"{where}: %{node} lies among elements of another type.");
            return isInt ? -1 - plan.IntSlotOf(node) : plan.SlotOf(node);
        }

        void Holds(int storage, string reader)
        {
            if (SlotOf(storage) is { } slot && holds.GetValueOrDefault(slot, -1) != storage)
                Assert.Fail($"{where}: {reader} needs %{storage} in slot {slot}, where %{holds.GetValueOrDefault(slot, -1)} lies.\n{GraphText.Print(graph)}");
        }
    }

    private static LayerModel Parsed(LayerModel layer, string text)
    {
        CompiledLayer read = CompiledLayer.Parse(text);
        return layer with { Dims = read.Dims, Parameters = read.Parameters, States = read.States, Facts = read.Facts, Methods = read.Methods };
    }
}
