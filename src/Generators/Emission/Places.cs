using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Reading;
using NNGen.Generators.Shapes;

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
        if (routine.Fused.Kinds.IsPart(storage))
        {
            (Dim start, Dim length) = routine.Fused.Kinds.Within(storage);
            return Of(routine.Fused.Kinds.Root(storage)) is { } whole ? whole with { Part = PartAt(start, length) } : null;
        }

        if (routine.Plan.IntSlotOf(storage) is { } ints) return new(PlaceKind.IntSlot, ints);
        if (routine.Plan.SlotOf(storage) is { } slot) return new(PlaceKind.Slot, slot);
        Node source = routine.Fused.Graph[storage];
        if (source.Operator == "Parameter") return new(PlaceKind.Parameter, _parameters[source.Name]);
        if (source.Operator == "State") return new(IsStep ? PlaceKind.KeptState : PlaceKind.State, State(source.Name));
        return routine.Plan.ParameterOf(storage) is { } parameter ? new(PlaceKind.Gradient, _parameters[routine.Fused.Graph[parameter].Name]) : null;
    }

    /// <summary>A state's place in the layer's list.</summary>
    public int State(string path) => _states[path];

    private PlacePart PartAt(Dim start, Dim length)
    {
        string text = length.ToCSharp(wide: false, routine.Facts);
        return !length.Equals(Dim.Zero) && Dim.FloorDivide(start, length).TryConstant(out long number) && number <= int.MaxValue && (length * (int)number).Equals(start)
            ? new(text, null, (int)number)
            : new(text, start.ToCSharp(wide: false, routine.Facts), 0);
    }

    /// <summary>What a person would call the place, and its shape; nothing for a slot.</summary>
    public string Remark(int storage, Names names)
    {
        Graph graph = routine.Fused.Graph;
        if (routine.Fused.Kinds.IsPart(storage)) return $"a part of {names[routine.Fused.Kinds.Root(storage)]}";
        return Of(storage)?.Kind switch
        {
            PlaceKind.Parameter or PlaceKind.State or PlaceKind.KeptState => $"{graph[storage].Name} {graph[storage].Shape}",
            PlaceKind.Gradient => $"the gradient of {graph[routine.Plan.ParameterOf(storage)!.Value].Name} {graph[routine.Plan.ParameterOf(storage)!.Value].Shape}",
            _ => "",
        };
    }

    private static Dictionary<string, int> Indexes(IReadOnlyList<ParameterModel> tensors) => Enumerable.Range(0, tensors.Count).ToDictionary(i => tensors[i].Path);
}
