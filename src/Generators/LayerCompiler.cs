using NNGen.Generators.Differentiation;
using NNGen.Generators.Fusion;
using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Planning;
using NNGen.Generators.Reading;
using NNGen.Generators.Recomputation;
using NNGen.Generators.Shapes;
using NNGen.Generators.Simplification;

namespace NNGen.Generators;

/// <summary>Takes the graphs of a layer through every stage between reading and emission.</summary>
internal static class LayerCompiler
{
    public static CompiledModel Compile(LayerModel layer)
        => new(layer, FactsOf(layer), new(layer.Methods.Select(method => Compile(layer, method))));

    public static Facts FactsOf(LayerModel layer)
    {
        Facts facts = Facts.None.WithPositive(layer.Dims);
        foreach (string text in layer.Facts)
            if (Facts.TryParse(text, out Facts? fact, out _)) facts = facts.And(fact);
        return facts;
    }

    /// <summary>
    /// What is true when a method computes: every call checks the guards of its mode before. The gradients need them: what is added up may
    /// have one shape only where the guards hold.
    /// </summary>
    public static Facts FactsOf(LayerModel layer, MethodModel method, bool training)
        => FactsOf(layer).And(Facts.Of([.. method.Guards.Where(guard => guard.IsIn(training)).Select(guard => guard.Fact)]));

    private static CompiledMethod Compile(LayerModel layer, MethodModel method)
    {
        IReadOnlyList<string> results = ResultNames.Of(method);
        Facts facts = FactsOf(layer, method, training: false);
        Graph inferred = Rewriter.Rewrite(ResultNames.Apply(method.InInference, results), RewriteRules.All, facts);
        Routine inference = Fuse(inferred, facts, Checked(layer, method, facts));
        if (!method.IsForward) return new(method, new(results), Rewriter.Rewrite(CustomGradient.Erase(inferred), RewriteRules.All, facts), inferred, inference, null);
        facts = FactsOf(layer, method, training: true);
        Graph forward = method.Inference is null ? inferred : Rewriter.Rewrite(ResultNames.Apply(method.Graph, results), RewriteRules.All, facts);
        Graph every = Differentiator.Differentiate(forward, results, facts, everyValue: true);
        Graph joint = Rewriter.Rewrite(Differentiator.WithoutValues(every), RewriteRules.All, facts);
        Graph view = Rewriter.Rewrite(every, RewriteRules.All, facts);
        return new(method, new(results), view, inferred, inference, Fuse(joint, facts, Checked(layer, method, facts)));
    }

    /// <summary>What a call of the method is held against before anything is computed: facts about dims of other methods are not among it.</summary>
    private static Facts Checked(LayerModel layer, MethodModel method, Facts facts)
    {
        var known = new HashSet<string>(layer.FixedSizes.Concat(method.Inputs.SelectMany(input => input.Shape.Names)));
        return Facts.Of([.. facts.All.Where(fact => fact.Names.All(known.Contains))]).WithPositive(facts.Positive);
    }

    private static Routine Fuse(Graph graph, Facts facts, Facts known)
    {
        Graph lowered = Rewriter.Rewrite(Rewriter.Rewrite(graph, RewriteRules.Lowering, facts), RewriteRules.Sharing, facts);
        (FusedGraph fused, Residuals residuals) = lowered.HasBackward ? Recomputer.Decide(lowered, facts) : (Fuser.Fuse(lowered), Residuals.None);
        fused = BatchLoops.Join(fused);
        return new(fused, Planner.Plan(fused), residuals, known);
    }
}

/// <summary>A layer, ready to be written.</summary>
internal sealed record CompiledModel(LayerModel Layer, Facts Facts, EquatableArray<CompiledMethod> Methods);

/// <summary>A method, ready to be written.</summary>
/// <param name="ResultNames">What its results are called.</param>
/// <param name="View">The simplified graph, as people look at it: for Forward with the gradient of every value.</param>
/// <param name="Inferred">The simplified graph in inference mode.</param>
/// <param name="Inference">Its loops in inference mode.</param>
/// <param name="Training">Its loops with the backward pass; null for all but Forward.</param>
internal sealed record CompiledMethod(MethodModel Method, EquatableArray<string> ResultNames, Graph View, Graph Inferred, Routine Inference, Routine? Training);

/// <summary>Loops, where their values lie, and which of them are kept for the backward pass.</summary>
/// <param name="Facts">What holds of the dims whenever the loops run.</param>
internal sealed record Routine(FusedGraph Fused, MemoryPlan Plan, Residuals Residuals, Facts Facts);
