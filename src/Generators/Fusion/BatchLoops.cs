using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Fusion;

/// <summary>
/// Joins neighbouring loops over a batch of samples that are small, all dims but the batch being constants: the samples then lie across
/// the lanes, and all loops are done to one group of them before the next one comes. A value that the next loop reads is still in the
/// first-level cache, and a matrix of few elements costs no more than its multiplications.
/// </summary>
internal sealed class BatchLoops
{
    // What is longer is better written as loops over the whole batch: where it repeats itself, those are written once.
    private const int MostLoops = 40;

    private readonly FusedGraph _fused;
    private readonly Graph _graph;
    private readonly NodeKinds _kinds;

    /// <summary>What is read when the loops of a pass have run: results, gradients, and what is written to a state.</summary>
    private readonly HashSet<int> _wanted;

    private BatchLoops(FusedGraph fused)
    {
        (_fused, _graph, _kinds) = (fused, fused.Graph, fused.Kinds);
        _wanted = [.. _graph.Outputs.Concat(_graph.Gradients.Select(gradient => gradient.Value)).Concat(_graph.Updates().Select(update => update.Operands[0])).Select(_kinds.Root)];
    }

    /// <summary>The same loops, those that can be joined as one.</summary>
    public static FusedGraph Join(FusedGraph fused) => new BatchLoops(fused).Join();

    private FusedGraph Join()
    {
        List<Step> forward = Join(_fused.Forward), backward = Join(_fused.Backward);
        return forward.Concat(backward).Any(step => step is Step.Batch) ? new(_graph, forward, backward, InGroups([.. forward, .. backward])) : _fused;
    }

    private List<Step> Join(IReadOnlyList<Step> steps)
    {
        var joined = new List<Step>();
        for (int start = 0; start < steps.Count;)
        {
            int end = EndOfRun(steps, start);
            if (IsWorthwhile(steps, start, end))
            {
                joined.Add(Join([.. steps.Skip(start).Take(end - start)], BatchOf(steps[start])!));
                start = end;
            }
            else
            {
                // What was looked at in vain is not looked at from its second loop on again.
                end = Math.Max(end, start + 1);
                for (; start < end; start++) joined.Add(steps[start]);
            }
        }

        return joined;
    }

    /// <summary>Where the loops end that can be done to one group of samples after another.</summary>
    private int EndOfRun(IReadOnlyList<Step> steps, int start)
    {
        if (BatchOf(steps[start]) is not { } batch) return start;
        var shapes = new BatchShapes(_graph, _kinds, batch);
        var totals = new HashSet<int>();
        int end = start;

        // What is added up over the batch is not known before the last sample.
        for (; end < steps.Count && batch.Equals(BatchOf(steps[end])) && CanHold(shapes, steps[end]) && !OperandsOf(steps[end]).Any(operand => totals.Contains(_kinds.Root(operand))); end++)
            totals.UnionWith(steps[end].Outputs.Where(output => !shapes.IsSample(output)));
        return end;
    }

    /// <summary>
    /// Passes and sums, and a product alone, are as fast row by row. Classes are often so few that a row of them fills no vector.
    /// </summary>
    private bool IsWorthwhile(IReadOnlyList<Step> steps, int start, int end) => (end - start) switch
    {
        0 or > MostLoops => false,
        1 => steps[start] is Step.Kernel kernel && BatchShapes.Count(BatchShapes.Inner(_graph[_graph[kernel.Main].Operands[0]].Shape)) <= FusedGraph.Lanes,
        _ => steps.Skip(start).Take(end - start).Any(step => step is Step.Product or Step.Kernel),
    };

    private Step.Batch Join(List<Step> loops, Dim batch)
    {
        HashSet<int> nodes = [.. loops.SelectMany(loop => loop.Nodes)];
        HashSet<int> readOutside = [.. _wanted, .. _fused.Forward.Concat(_fused.Backward).Where(step => !loops.Contains(step)).SelectMany(OperandsOf).Select(_kinds.Root)];
        return new(new(loops.SelectMany(loop => loop.Nodes)), new(loops.SelectMany(loop => loop.Outputs).Where(readOutside.Contains)), new(loops), batch);
    }

    private IEnumerable<int> OperandsOf(Step step) => step.Nodes.SelectMany(id => _graph[id].Operands).Where(operand => !step.Nodes.Contains(operand) && !_kinds.IsNumber(operand));

    /// <summary>The values that only such loops over one batch read and write.</summary>
    private IEnumerable<int> InGroups(IReadOnlyList<Step> steps)
    {
        var sizes = new Dictionary<int, Dim>();
        foreach (Step.Batch step in steps.OfType<Step.Batch>())
        {
            var shapes = new BatchShapes(_graph, _kinds, step.Size);
            foreach (int output in step.Outputs.Where(shapes.IsSample)) sizes[output] = step.Size;
        }

        foreach (int wanted in _wanted) sizes.Remove(wanted);
        foreach (Step step in steps)
            foreach (int operand in OperandsOf(step))
            {
                int storage = _kinds.Root(operand);
                if (sizes.TryGetValue(storage, out Dim? size) && !(_kinds.Storage(operand) == storage && step is Step.Batch batch && batch.Size.Equals(size) && new BatchShapes(_graph, _kinds, size).IsSample(operand))) sizes.Remove(storage);
            }

        return sizes.Keys;
    }

    /// <summary>The axis that a loop goes over, if it may be a batch: the first one, of a size that only the call knows.</summary>
    private Dim? BatchOf(Step step)
    {
        Shape shape = step switch
        {
            Step.Elementwise pass => pass.Shape,
            Step.Product product => _graph[_graph[product.Multiply].Operands[0]].Shape,
            Step.Reduction reduction => _graph[_graph[reduction.Reduce].Operands[0]].Shape,
            Step.Kernel kernel when _graph[kernel.Main].Operands.Count > 0 => _graph[_graph[kernel.Main].Operands[0]].Shape,
            _ => Shape.Scalar,
        };
        return shape.Rank > 0 && !shape[0].TryConstant(out _) ? shape[0] : null;
    }

    private bool CanHold(BatchShapes shapes, Step step) => step.Nodes.All(id => _graph[id].Type != ElementType.Int) && step switch
    {
        Step.Elementwise pass => CanHold(shapes, pass.Nodes, pass.Shape),
        Step.Product product => CanHold(shapes, product),
        Step.Reduction reduction => CanHold(shapes, reduction),
        Step.Kernel kernel => CanHold(shapes, kernel),
        _ => false,
    };

    /// <summary>A chain of elementwise nodes.</summary>
    private bool CanHold(BatchShapes shapes, IReadOnlyList<int> nodes, Shape shape)
        => shapes.IsSample(shape) && nodes.All(id => _graph[id].Shape.Equals(shape)) && nodes.SelectMany(id => _graph[id].Operands).All(operand => shapes.Fits(operand, shape));

    /// <summary>The rows of the samples times a matrix that they share, or what all samples add to the gradient of such a matrix.</summary>
    private bool CanHold(BatchShapes shapes, Step.Product product)
    {
        Node multiply = _graph[product.Multiply];
        int a = multiply.Operands[0], b = multiply.Operands[1];
        if (_graph[a].Shape.Rank != 2 || _graph[b].Shape.Rank != 2 || !shapes.IsSample(a)) return false;
        if (multiply.Flag("transposeA")) return !multiply.Flag("transposeB") && shapes.IsSample(b) && shapes.IsShared(multiply.Id) && product.Nodes.Count == 1;
        return shapes.IsShared(b) && !_kinds.IsNumber(b) && shapes.IsSample(multiply.Id) && CanHold(shapes, [.. product.Nodes.Skip(1)], multiply.Shape);
    }

    /// <summary>A reduction within each sample, or a sum over all of them.</summary>
    private bool CanHold(BatchShapes shapes, Step.Reduction reduction)
    {
        Node reduce = _graph[reduction.Reduce];
        Shape shape = _graph[reduce.Operands[0]].Shape;
        IReadOnlyList<int> prologue = [.. reduction.Nodes.Where(id => id != reduce.Id)];
        int axis = reduce.Int("axis");
        if (!CanHold(shapes, prologue, shape) || !shapes.Fits(reduce.Operands[0], shape)) return false;
        if (axis == 0) return reduce.Int("count") > 0 && ((OperatorForm.Reduction)_kinds.FormOf(reduce.Id)).Kind == "Sum";
        return reduction.Nodes.SelectMany(id => _graph[id].Operands).Where(operand => !reduction.Nodes.Contains(operand) && !_kinds.IsNumber(operand))
            .All(operand => Strides.Around(BatchShapes.Inner(_graph[operand].Shape, shape), BatchShapes.Inner(shape), axis - 1, reduce.Int("count")) is not null);
    }

    /// <summary>A loop over the last axis of each sample for which the core has a form with the samples in the lanes.</summary>
    private bool CanHold(BatchShapes shapes, Step.Kernel kernel)
    {
        Node main = _graph[kernel.Main];
        var form = (OperatorForm.Kernel)_kinds.FormOf(main.Id);
        if (form.Lanes is null || kernel.Follows || kernel.Joint is not null && form.Joint!.Lanes is null) return false;
        int rank = _graph[main.Operands[0]].Shape.Rank;
        if (rank < 2 || main.Text("axis") is not null && main.Int("axis") != rank - 1) return false;
        return Enumerable.Range(0, main.Operands.Count).All(i => form.Lanes.Contains($"{{{i}}}") ? shapes.IsSample(main.Operands[i]) : shapes.IsShared(main.Operands[i]));
    }
}
