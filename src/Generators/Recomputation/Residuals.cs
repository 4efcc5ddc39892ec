using NNGen.Generators.Shapes;

namespace NNGen.Generators.Recomputation;

/// <summary>What becomes of the values of the forward pass that the backward pass needs.</summary>
/// <param name="Kept">Those that stay in memory.</param>
/// <param name="Recomputed">Those that the backward pass computes once more.</param>
internal sealed record Residuals(EquatableArray<KeptValue> Kept, EquatableArray<RecomputedValue> Recomputed)
{
    /// <summary>Those of a method without a backward pass.</summary>
    public static readonly Residuals None = new([], []);
}

/// <summary>A value that stays in memory until the backward pass has read it, and why.</summary>
/// <param name="Value">Its node.</param>
/// <param name="Operator">The operator whose gradient needs it.</param>
/// <param name="Role">What it is to that operator.</param>
/// <param name="Instead">An operand that need not be kept because the value is; null if there is none.</param>
internal sealed record KeptValue(int Value, string Operator, KeptRole Role, int? Instead);

/// <summary>What a kept value is to the operator whose gradient needs it.</summary>
internal enum KeptRole
{
    /// <summary>An operand.</summary>
    Operand,

    /// <summary>Its result.</summary>
    Result,

    /// <summary>What its loop gives besides its result.</summary>
    Twin,
}

/// <summary>A value that a loop of the backward pass computes once more.</summary>
/// <param name="Value">Its node in the forward pass.</param>
/// <param name="Again">Its node in the loop.</param>
/// <param name="Operations">How many operations an element takes.</param>
/// <param name="From">The values in memory that it is computed from.</param>
internal sealed record RecomputedValue(int Value, int Again, int Operations, EquatableArray<int> From);
