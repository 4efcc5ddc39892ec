namespace NNGen.Generators.Graphs;

/// <summary>What a tensor's elements are: reals, integers (labels, ids) or truth values.</summary>
internal enum ElementType
{
    Float,
    Int,
    Mask,
}
