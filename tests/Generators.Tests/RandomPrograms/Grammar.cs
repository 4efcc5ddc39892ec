using System.Globalization;

namespace NNGen.Generators.Tests.RandomPrograms;

/// <summary>
/// What random programs are made of, a row each: a new operator of <c>Ops</c> is a new row. A row says how it is written, what shape it
/// gives, what it computes, and where its operands have to lie: nothing that grows (Exp) gets large operands, nothing that falls off
/// (Log, a quotient) small ones, nothing that saturates (Tanh) any that leave no gradient, and nothing with a kink comes near it.
/// </summary>
internal static partial class Grammar
{
    public static IReadOnlyList<Operation> All { get; } = [.. OfOne, .. OfTwo, .. Reductions, .. Products, .. Movement, .. Parts, .. Images, .. Choices, .. Numbers, .. Loops, .. Training, .. Layers];

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
