using System.Globalization;
using System.Text;
using NNGen.Generators.Fusion;
using NNGen.Generators.Graphs;
using NNGen.Generators.Recomputation;

namespace NNGen.Generators.Emission;

/// <summary>
/// A step without the names and places of its values: two steps of one form are emitted as the same code over other blocks.
/// </summary>
/// <param name="Text">What the step does, values by the order in which they come.</param>
/// <param name="Values">The values in memory, in that order.</param>
/// <param name="Numbers">The numbers that may be others in a step of the same form, in that order.</param>
internal sealed record StepForm(string Text, IReadOnlyList<int> Values, IReadOnlyList<StepNumber> Numbers);

/// <summary>A number that a step hands to a loop of the core, and that counts on where the step comes again: which dropout it is, where a slice starts.</summary>
internal sealed record StepNumber(int Node, string Attribute, int Value)
{
    private static readonly HashSet<string> Counting = ["site", "start", "before", "after"];

    public static StepNumber? Of(Node node, NodeAttribute attribute)
        => Counting.Contains(attribute.Key) && int.TryParse(attribute.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? new(node.Id, attribute.Key, value) : null;
}

/// <summary>Finds the forms of a routine's steps.</summary>
internal sealed class StepForms(Routine routine, Places places, ExpressionPrinter printer)
{
    private readonly Graph _graph = routine.Fused.Graph;
    private readonly NodeKinds _kinds = routine.Fused.Kinds;
    private readonly Dictionary<int, KeptValue> _kept = routine.Residuals.Kept.ToDictionary(kept => kept.Value);
    private readonly HashSet<int> _recomputed = [.. routine.Residuals.Recomputed.Select(again => again.Again)];

    public StepForm Of(Step step)
    {
        var text = new StringBuilder(step.GetType().Name);
        var own = new Dictionary<int, int>();
        var values = new List<int>();
        var numbers = new List<StepNumber>();
        if (step is Step.Elementwise pass) text.Append(pass.Shape);

        // What is joined is as long as may be, so there is never the like of it.
        if (step is Step.Batch batch) text.Append('#').Append(batch.Nodes[0]);
        foreach (int id in step.Nodes)
        {
            Node node = _graph[id];
            own[id] = own.Count;
            text.Append('\n').Append(node.Operator).Append(node.Shape).Append(node.Type).Append(node.Because.Count).Append(_recomputed.Contains(id));
            foreach (NodeAttribute attribute in node.Attributes)
            {
                text.Append(' ').Append(attribute.Key);
                if (StepNumber.Of(node, attribute) is { } number) numbers.Add(number);
                else text.Append('=').Append(attribute.Value);
            }

            foreach (int operand in node.Operands)
            {
                if (own.TryGetValue(operand, out int earlier)) text.Append(" %").Append(earlier);
                else if (_kinds.IsNumber(operand)) text.Append(" #").Append(printer.Number(operand));
                else text.Append(' ').Append(_graph[operand].Shape).Append(_kinds.IsStrided(operand) ? string.Join(",", _kinds.StridesOf(operand)) : "").Append(Value(_kinds.Storage(operand)));
            }
        }

        foreach (int output in step.Outputs)
        {
            text.Append('\n').Append(own.TryGetValue(output, out int index) ? index : -1).Append(Value(output));
            if (_kept.TryGetValue(output, out KeptValue? kept)) text.Append(kept.Role).Append(kept.Operator).Append(kept.Instead is null);
        }

        return new(text.ToString(), values, numbers);

        string Value(int storage)
        {
            int place = values.IndexOf(storage);
            if (place < 0)
            {
                place = values.Count;
                values.Add(storage);
            }

            return $" {places.Of(storage)?.Form}{place}";
        }
    }
}
