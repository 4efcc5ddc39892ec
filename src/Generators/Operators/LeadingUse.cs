namespace NNGen.Generators.Operators;

/// <summary>
/// How a function takes operands with leading dims, which are one dim while a definition is read and any number when it runs. All but the
/// first say which of its axes a function looks at beside those that its argument "axis" names.
/// </summary>
internal enum LeadingUse
{
    /// <summary>Element by element, or along an axis: the leading dims of all operands line up.</summary>
    LinesUp,

    /// <summary>As a batch, an image or a matrix, or axis by axis: there is a fixed number of them.</summary>
    FixedRank,

    /// <summary>Each operand by itself; the shape rule compares the leading dims where it has to.</summary>
    ByOperand,

    /// <summary>The same, but the first axis of the first operand is looked at.</summary>
    FirstAxis,

    /// <summary>The last two axes are looked at.</summary>
    LastTwoAxes,

    /// <summary>As rows or as batches of a matrix product.</summary>
    Product,

    /// <summary>A new axis is put beside them.</summary>
    NewAxis,

    /// <summary>The elements under another shape, in which the leading dims may not have become one.</summary>
    Elements,
}
