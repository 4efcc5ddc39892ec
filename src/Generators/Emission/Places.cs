using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Reading;

namespace NNGen.Generators.Emission;

/// <summary>Finds where the values of a routine lie.</summary>
internal sealed class Places(LayerModel layer, Routine routine)
{
    private readonly Dictionary<string, int> _parameters = Indexes(layer.Parameters);
    private readonly Dictionary<string, int> _states = Indexes(layer.States);

    /// <summary>True if Forward draws random numbers or updates states: then its calls are counted.</summary>
    public bool IsStep { get; } = routine.Fused.Graph.Nodes.Any(node => OperatorTable.Get(node.Operator).Form is OperatorForm.Update or OperatorForm.Kernel { DependsOnStep: true });

    /// <summary>The place of a value that is no number and no view.</summary>
    public Place? Of(int storage)
    {
        if (routine.Plan.IntSlotOf(storage) is { } ints) return new(PlaceKind.IntSlot, ints);
        if (routine.Plan.SlotOf(storage) is { } slot) return new(PlaceKind.Slot, slot);
        Node source = routine.Fused.Graph[storage];
        if (source.Operator == "Parameter") return new(PlaceKind.Parameter, _parameters[source.Name]);
        if (source.Operator == "State") return new(IsStep ? PlaceKind.KeptState : PlaceKind.State, State(source.Name));
        return routine.Plan.ParameterOf(storage) is { } parameter ? new(PlaceKind.Gradient, _parameters[routine.Fused.Graph[parameter].Name]) : null;
    }

    /// <summary>A state's place in the layer's list.</summary>
    public int State(string path) => _states[path];

    /// <summary>What a person would call the place, and its shape; nothing for a slot.</summary>
    public string Remark(int storage)
    {
        Graph graph = routine.Fused.Graph;
        return Of(storage)?.Kind switch
        {
            PlaceKind.Parameter or PlaceKind.State or PlaceKind.KeptState => $"{graph[storage].Name} {graph[storage].Shape}",
            PlaceKind.Gradient => $"the gradient of {graph[routine.Plan.ParameterOf(storage)!.Value].Name} {graph[routine.Plan.ParameterOf(storage)!.Value].Shape}",
            _ => "",
        };
    }

    private static Dictionary<string, int> Indexes(IReadOnlyList<ParameterModel> tensors) => Enumerable.Range(0, tensors.Count).ToDictionary(i => tensors[i].Path);
}
