using NNGen.Generators.Fusion;
using NNGen.Generators.Recomputation;

namespace NNGen.Generators.Emission;

/// <summary>Says beside a loop which of its values are kept for the backward pass, or are computed again in it, and why.</summary>
internal sealed class ResidualComments(Routine routine, Names names)
{
    private readonly Dictionary<int, KeptValue> _kept = routine.Residuals.Kept.ToDictionary(kept => kept.Value);
    private readonly Dictionary<int, RecomputedValue> _recomputed = routine.Residuals.Recomputed.ToDictionary(again => again.Again);

    public IEnumerable<string> Of(Step step)
    {
        foreach (int output in step.Outputs)
            if (_kept.TryGetValue(output, out KeptValue? kept)) yield return Text(kept);
        foreach (int id in step.Nodes)
            if (_recomputed.TryGetValue(id, out RecomputedValue? again)) yield return Text(again);
    }

    private string Text(KeptValue kept) => (kept.Role, kept.Instead) switch
    {
        (KeptRole.Result, { } instead) => $"kept {names[kept.Value]}, not {names[instead]}: the gradient of {kept.Operator} needs only its output",
        (KeptRole.Result, _) => $"kept {names[kept.Value]}: the gradient of {kept.Operator} needs its output",
        (KeptRole.Operand, _) => $"kept {names[kept.Value]}: the gradient of {kept.Operator} needs it",
        _ => $"kept {names[kept.Value]}, which this loop gives besides: the gradient of {kept.Operator} is made of it",
    };

    private string Text(RecomputedValue again)
    {
        string from = string.Join(" and ", again.From.Select(id => names[id]));
        string operations = again.Operations == 1 ? "1 operation an element is" : $"{again.Operations} operations an element are";
        return $"{names[again.Again]} is computed again from {from}: {operations} cheaper than keeping {names[again.Value]} {routine.Fused.Graph[again.Value].Shape}";
    }
}
