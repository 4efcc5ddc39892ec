namespace NNGen.Generators.Shapes;

/// <summary>A dim as factor·name + offset, for the one name in it that is not known yet.</summary>
internal sealed record AffineDim(string Name, Dim Factor, Dim Offset)
{
    public bool IsPlain => Factor == Dim.One && Offset.IsZero;

    /// <summary>The form of the dim, or null where more than one name or none is unknown, or the name cannot be solved for.</summary>
    /// <param name="mayDivide">Whether a name is known to be at least 1, so that one may divide by it.</param>
    public static AffineDim? Of(Dim dim, Func<string, bool> isKnown, Func<string, bool> mayDivide)
    {
        List<string> unknown = [.. dim.Names.Where(name => !isKnown(name))];
        if (unknown.Count != 1) return null;
        Dim name = Dim.Name(unknown[0]);
        if (!DimPresentation.TryCoefficient(dim, DimAtom.Named(unknown[0]), out Dim factor)) return null;
        Dim offset = dim - factor * name;
        if (offset.HasFault || offset.Names.Contains(unknown[0]) || factor.Addends.Count != 1) return null;
        bool divides = factor.Addends[0].Monomial.Powers.All(power => power.Atom.Name is { } known && mayDivide(known));
        return divides ? new AffineDim(unknown[0], factor, offset) : null;
    }
}
