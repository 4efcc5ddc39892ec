using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>
/// Whether a call computes the same for the leading dims taken as one as for however many there are. A call that does not is refused,
/// because the definition and the generated code would differ.
/// </summary>
internal static class LeadingRules
{
    /// <returns>What is wrong and what to do; null if nothing is.</returns>
    public static string? Misuse(Function function, IReadOnlyList<Value> operands, IReadOnlyDictionary<string, object> arguments)
    {
        List<Value> leading = [.. operands.Where(operand => Leading.Starts(operand.Shape))];
        if (leading.Count == 0) return null;
        if (LooksAtAxis(function, leading, arguments)) return Advice.Leading;
        return function.Leading switch
        {
            LeadingUse.FixedRank => Advice.FixedRank,
            LeadingUse.ByOperand => null,
            LeadingUse.FirstAxis => Leading.Starts(operands[0].Shape) ? Advice.Leading : null,
            LeadingUse.Product => OfProduct(operands[0], operands[1]),
            _ => OfBroadcast(operands, leading[0]),
        };
    }

    /// <summary>What is wrong with a result in which one dim stands for all leading ones, though the definition made it one.</summary>
    public static string? MisuseOfResult(Function function, Value result)
        => function.Leading == LeadingUse.Elements && Leading.Starts(result.Shape) ? Advice.LeadingAsOne : null;

    /// <summary>Whether a call takes one of the leading axes, which are one here and several at run time.</summary>
    private static bool LooksAtAxis(Function function, IEnumerable<Value> leading, IReadOnlyDictionary<string, object> arguments)
    {
        if (function.Leading == LeadingUse.LastTwoAxes) return leading.Any(operand => operand.Shape.Rank < 3);
        if (!arguments.TryGetValue("axis", out object? axis) && !arguments.TryGetValue("startAxis", out axis)) return false;

        // A new axis may also come first of those that are known.
        int besides = function.Leading == LeadingUse.NewAxis ? 0 : 1;
        return axis is Dim dim && leading.Any(operand => !Leading.IsBehind(dim, operand.Shape.Rank - besides));
    }

    /// <summary>Leading dims are batches on either side, or all rows on the left.</summary>
    private static string? OfProduct(Value a, Value b)
    {
        bool left = Leading.Starts(a.Shape), right = Leading.Starts(b.Shape);
        bool fits = (left, right) switch
        {
            (true, true) => a.Shape.Rank == b.Shape.Rank && a.Shape.Rank > 2,
            (true, false) => a.Shape.Rank > 1 && (b.Shape.Rank <= 2 || b.Shape.Rank < a.Shape.Rank),
            _ => b.Shape.Rank > 2 && a.Shape.Rank < b.Shape.Rank,
        };
        return fits ? null : $"{ShapeRules.Describe(a.Node)} has shape {a.Shape} and {ShapeRules.Describe(b.Node)} has shape {b.Shape}, and \"...\" stands for any number of dims: in a product they are all rows on the left, as in (..., I) × (I, O), or batches of both sides, as in (..., T, I) × (..., I, O)";
    }

    /// <summary>Leading dims line up with nothing but themselves.</summary>
    private static string? OfBroadcast(IReadOnlyList<Value> operands, Value leading)
    {
        foreach (Value other in operands)
        {
            if (Leading.Starts(other.Shape) ? other.Shape.Rank == leading.Shape.Rank : other.Shape.Rank < leading.Shape.Rank) continue;
            string fewer = Leading.Starts(other.Shape) ? "; a reduction keeps its axis with keepDims: true" : "";
            return $"{ShapeRules.Describe(leading.Node)} has shape {leading.Shape} and {ShapeRules.Describe(other.Node)} has shape {other.Shape}, and \"...\", any number of dims, lines up only with itself, at the same distance from the end{fewer}";
        }

        return null;
    }
}
