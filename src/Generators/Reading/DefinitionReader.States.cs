using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NNGen.Generators.Diagnostics;
using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>
/// The states that a definition reads and updates. The graph has no assignments: an update is the state's value for whatever is read
/// after it, and the last one is written down at the end, for Forward to store.
/// </summary>
internal sealed partial class DefinitionReader
{
    private readonly Dictionary<string, Value> _states = [];
    private readonly Dictionary<string, Value> _updates = [];
    private readonly List<string> _updated = [];

    private Meaning.State State(string path, Shape shape, Location location)
    {
        if (!_states.ContainsKey(path))
        {
            int id = _graph.Add("State", [], [], shape, ElementType.Float, path).Id;
            _origins[id] = location;
            _states[path] = _algebra[id];
        }

        return new(_states, path);
    }

    /// <summary>A call of <c>Update</c>: in inference mode its shape is checked, and that is all.</summary>
    private Meaning Update(IInvocationOperation call, Meaning.State state, Meaning value)
    {
        _algebra.DependsOnMode = true;
        if (Promote(value) is not Meaning.Tensor { Value: var next }) return Meaning.Unknown;
        Shape expected = state.Value.Shape, actual = next.Shape;
        List<Location> related = [.. new[] { next.Id, state.Value.Id }.Where(_origins.ContainsKey).Select(id => _origins[id]).Distinct()];
        ShapeText.Difference? never = ShapeText.Compare(expected, actual, _layer.Facts, (_, left, right) => AddGuard(
            call, related, new Fact(left, Relation.Equal, right), $"'{state.Path}' has shape {expected}, and '{Quote(call.Arguments[0].Value)}' of shape {actual} is the same only if"));
        if (never is { } difference)
            Report(Rules.ShapeMismatch, call.Arguments[0].Value, related, $"'{state.Path}' has shape {expected}, but is updated with {ShapeRules.Describe(next.Node)} of shape {actual}: {difference.Text}{(actual.Rank == 0 ? $"; Full({Quote(call.Arguments[0].Value)}, …) makes a tensor of one number" : "")}");
        else if (_algebra.IsTraining)
            SetState(state.Path, next);
        return Meaning.Unknown; // nothing: the call has no value
    }

    private void SetState(string path, Value next)
    {
        if (!_updates.ContainsKey(path)) _updated.Add(path);
        _updates[path] = next;
        _states[path] = _algebra.Apply("StopGradient", [next]);
    }

    private void WriteUpdates()
    {
        foreach (string path in _updated) _algebra.Apply("Update", [_updates[path]], NodeAttribute.Of("state", path));
    }
}
