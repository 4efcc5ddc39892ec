namespace NNGen.Generators.Shapes;

/// <summary>One term of a dim as a person would write it: coefficient · factor · factor …</summary>
internal sealed record DimTerm(long Coefficient, EquatableArray<DimFactor> Factors);

/// <summary>A name, or a quotient or a remainder of two dims.</summary>
/// <param name="Name">The name; null for a quotient and a remainder.</param>
/// <param name="Left">What is divided; null for a name.</param>
/// <param name="Right">What it is divided by; null for a name.</param>
internal sealed record DimFactor(DimFactorKind Kind, string? Name, Dim? Left, Dim? Right);

internal enum DimFactorKind
{
    Name,
    Quotient,
    Remainder,
}
