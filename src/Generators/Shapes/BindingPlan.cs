namespace NNGen.Generators.Shapes;

/// <summary>How a call finds the dims that are not fixed by the constructor: what to read from which argument, and what is left to check.</summary>
/// <param name="Names">The names that the arguments tell, in an order in which each needs only earlier ones.</param>
/// <param name="Checks">The dims that have to agree with the argument once all names have a value, in the order of the arguments.</param>
/// <param name="Missing">The names that no argument tells.</param>
internal sealed record BindingPlan(EquatableArray<NameBinding> Names, EquatableArray<DimCheck> Checks, EquatableArray<string> Missing);

/// <summary>A name that an axis of an argument tells: value = (length − offset) / factor, which has to be exact and not negative.</summary>
/// <param name="Argument">The argument, counted from 0.</param>
/// <param name="Axis">The axis: from the left, or negative and from the right where the declared shape has leading dims.</param>
/// <param name="Offset">Over names that the constructor fixes and earlier bindings; 0 for a plain name.</param>
/// <param name="Factor">A number or a product of names that are at least 1; 1 for a plain name.</param>
internal sealed record NameBinding(string Name, int Argument, int Axis, Dim Offset, Dim Factor)
{
    /// <summary>Whether the declared dim is the name itself: the value is the length.</summary>
    public bool IsPlain => Offset == Dim.Zero && Factor == Dim.One;

    /// <summary>Whether the division can leave a remainder, which has to be checked.</summary>
    public bool NeedsDivisibility => Factor != Dim.One && Factor != Dim.Constant(-1);
}

/// <summary>An axis of an argument that has to have the length that a dim has.</summary>
/// <param name="Argument">The argument, counted from 0.</param>
/// <param name="Axis">The axis, counted as in <see cref="NameBinding"/>.</param>
internal sealed record DimCheck(int Argument, int Axis, Dim Expected);
