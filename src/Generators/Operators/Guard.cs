using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>A fact about dims that has to hold and that nothing says does: verified at run time, with a warning at compile time.</summary>
internal sealed record Guard(Fact Fact)
{
    public Guard(Dim left, Dim right)
        : this(new Fact(left, Relation.Equal, right))
    {
    }
}
