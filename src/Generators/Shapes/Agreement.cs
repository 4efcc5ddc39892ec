namespace NNGen.Generators.Shapes;

/// <summary>Whether two dims are the same.</summary>
internal enum Agreement
{
    /// <summary>The same for all values of the names that the facts allow.</summary>
    Equal,

    /// <summary>Different for all of them, when different names have different values.</summary>
    Never,

    /// <summary>It depends on the values: the generated code has to look.</summary>
    Undecided,
}
