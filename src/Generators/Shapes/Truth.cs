namespace NNGen.Generators.Shapes;

/// <summary>Whether a fact follows from what is assumed.</summary>
internal enum Truth
{
    Always,
    Never,

    /// <summary>It depends on the values of the names.</summary>
    Undecided,
}
