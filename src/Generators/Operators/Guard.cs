using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>Two dims that have to be equal and that nothing says are: verified at run time, with a warning at compile time.</summary>
internal sealed record Guard(Dim Left, Dim Right);
