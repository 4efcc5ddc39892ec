using NNGen.Generators.Fusion;
using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Planning;

/// <summary>
/// Gives every value a slot for as long as somebody reads it. A slot that is free again is taken by the next value of the same size;
/// an elementwise pass may write over an operand that it is the last to read.
/// </summary>
internal sealed class Planner
{
    private readonly FusedGraph _fused;
    private readonly Graph _graph;
    private readonly NodeKinds _kinds;
    private readonly List<Step> _steps;
    private readonly int _forwardSteps;
    private readonly Dictionary<int, int> _lastRead = [];
    private readonly Dictionary<int, int> _gradientTargets = [];
    private readonly SlotPool _floats;
    private readonly SlotPool _ints;
    private readonly HashSet<int> _outputs;

    private Planner(FusedGraph fused)
    {
        _fused = fused;
        _graph = fused.Graph;
        _kinds = fused.Kinds;
        _steps = [.. fused.Forward, .. fused.Backward];
        _forwardSteps = fused.Forward.Count;
        _outputs = [.. _steps.SelectMany(step => step.Outputs)];
        _floats = new(_lastRead);
        _ints = new(_lastRead);
    }

    public static MemoryPlan Plan(FusedGraph fused) => new Planner(fused).Plan();

    private MemoryPlan Plan()
    {
        FindGradientTargets();
        FindLastReads();
        foreach (Node node in _graph.Nodes.Where(node => node.Operator == "Input" && _lastRead.ContainsKey(node.Id))) Occupy(node.Id);
        for (int time = 0; time < _steps.Count; time++)
        {
            if (time == _forwardSteps) OccupyOutputGradients();
            Run(_steps[time], time);
        }

        if (_forwardSteps == _steps.Count) OccupyOutputGradients();
        return new(_floats, _ints, _gradientTargets);
    }

    /// <summary>A gradient that one loop of the backward pass computes is computed where it belongs; any other is copied there at the end.</summary>
    private void FindGradientTargets()
    {
        var computed = new HashSet<int>(_steps.Skip(_forwardSteps).SelectMany(step => step.Outputs));
        var returned = new HashSet<int>(_graph.Gradients.Where(gradient => _graph[gradient.Of].Operator == "Input").Select(gradient => _kinds.Root(gradient.Value)));
        foreach (Gradient gradient in _graph.Gradients)
        {
            int storage = _kinds.Storage(gradient.Value);
            if (_graph[gradient.Of].Operator == "Parameter" && !returned.Contains(storage) && computed.Contains(storage) && !_gradientTargets.ContainsKey(storage))
                _gradientTargets[storage] = gradient.Of;
        }
    }

    private void FindLastReads()
    {
        for (int time = 0; time < _steps.Count; time++)
        {
            foreach (int output in _steps[time].Outputs) Read(output, time);
            foreach (int operand in _steps[time].Nodes.SelectMany(id => _graph[id].Operands)) Read(operand, time);
        }

        // States are written after the last loop of the forward pass.
        foreach (Node update in _graph.Updates()) Read(update.Operands[0], _forwardSteps);

        // Results are read after the last loop of their pass: the first loop of the backward pass must not write over them too early.
        foreach (int output in _graph.Outputs) Read(output, _forwardSteps);
        foreach (Gradient gradient in _graph.Gradients) Read(gradient.Value, _steps.Count);
    }

    private void Read(int id, int time)
    {
        if (_kinds.IsNumber(id) && !_outputs.Contains(id)) return;
        int storage = _kinds.Root(id);
        _lastRead[storage] = Math.Max(time, _lastRead.TryGetValue(storage, out int last) ? last : -1);
    }

    private void OccupyOutputGradients()
    {
        foreach (Node node in _graph.Nodes)
            if (node.Operator == "OutputGradient" && _lastRead.ContainsKey(node.Id)) Occupy(node.Id);
    }

    private void Run(Step step, int time)
    {
        var taken = new HashSet<int>();
        foreach (int output in step.Outputs)
        {
            if (_gradientTargets.ContainsKey(output)) continue;
            if (step is Step.Elementwise pass && InPlace(pass, output, time, taken) is { } slot)
            {
                taken.Add(slot);
                _floats.Place(output, slot);
            }
            else
            {
                Occupy(output);
            }
        }

        _floats.Release(time);
        _ints.Release(time);
    }

    /// <summary>The slot of an operand of the same shape that nobody reads after this pass.</summary>
    private int? InPlace(Step.Elementwise pass, int output, int time, HashSet<int> taken)
    {
        foreach (int operand in pass.Nodes.SelectMany(id => _graph[id].Operands).Distinct())
        {
            int storage = _kinds.Storage(operand);
            if (_floats.SlotOf(storage) is not { } slot || taken.Contains(slot) || pass.Nodes.Contains(storage)) continue;
            if (_lastRead[storage] == time && _graph[operand].Shape.Equals(_graph[output].Shape) && pass.Shape.Equals(_graph[output].Shape)
                && _floats.SizeOf(slot).Equals(_graph[output].Shape.Size)
                && !IsReadStretched(pass, storage)) return slot;
        }

        return null;
    }

    /// <summary>True if the pass also reads the memory, or a part of it, under another shape, so that an element may be wanted after it was overwritten.</summary>
    private bool IsReadStretched(Step.Elementwise pass, int storage) => pass.Nodes
        .SelectMany(id => _graph[id].Operands)
        .Any(operand => !pass.Nodes.Contains(operand) && _kinds.Root(operand) == storage && !_graph[operand].Shape.Equals(pass.Shape));

    private void Occupy(int node) => (_graph[node].Type == ElementType.Int ? _ints : _floats).Occupy(node, _fused.SizeOf(node));
}
