namespace NNGen.Generators.Shapes;

/// <summary>Finds the names that a call binds (the batch N, a length T) from the shapes of its arguments.</summary>
internal static class Binding
{
    /// <summary>
    /// Says for each call-bound name which axis tells it, for a call with numbers. A plain name is preferred to a formula, and the
    /// first one of either; a formula can tell the one name in it that no other axis told.
    /// </summary>
    /// <param name="declared">The declared shapes of the arguments, in order.</param>
    /// <param name="fixedNames">The names that the constructor fixed; each is at least 1.</param>
    /// <returns>Whether every name in the shapes gets a value.</returns>
    public static bool TrySolve(IReadOnlyList<Shape> declared, IEnumerable<string> fixedNames, out BindingPlan plan)
    {
        var constructed = new HashSet<string>(fixedNames, StringComparer.Ordinal);
        var bindings = new List<NameBinding>();
        HashSet<(int, int)> read = [];
        foreach (AffineAxis axis in Solvable(declared, constructed))
        {
            read.Add((axis.Argument, axis.Axis));
            bindings.Add(new(axis.Dim.Name, axis.Argument, Numbered(axis), axis.Dim.Offset, axis.Dim.Factor));
        }
        var checks = new List<DimCheck>();
        for (int argument = 0; argument < declared.Count; argument++)
            for (int axis = 0; axis < declared[argument].Rank; axis++)
                if (!read.Contains((argument, axis)))
                    checks.Add(new(argument, Numbered(new(argument, axis, null!)), declared[argument][axis]));
        var told = new HashSet<string>(constructed.Concat(bindings.Select(static binding => binding.Name)), StringComparer.Ordinal);
        string[] missing = [.. declared.SelectMany(static shape => shape.Names).Where(name => !told.Contains(name)).Distinct(StringComparer.Ordinal)];
        plan = new(new(bindings), new(checks), missing);
        return missing.Length == 0;

        int Numbered(AffineAxis axis) => declared[axis.Argument].HasLeading ? axis.Axis - declared[axis.Argument].Rank : axis.Axis;
    }

    /// <summary>
    /// The same where a layer is called inside another: says for each name of the called layer which dim of the caller it stands for,
    /// and where the arguments do not have, or only perhaps have, the declared shapes.
    /// </summary>
    /// <param name="declared">The declared shapes, in the called layer's names.</param>
    /// <param name="actual">The shapes of the arguments, in the caller's names.</param>
    /// <param name="fixedDims">What the called layer's constructor dims are, in the caller's names.</param>
    /// <param name="facts">What may be assumed of the caller's names.</param>
    public static BindingResult Unify(
        IReadOnlyList<Shape> declared, IReadOnlyList<Shape> actual, IReadOnlyDictionary<string, Dim> fixedDims, Facts facts)
        => new BindingUnifier(declared, actual, fixedDims, facts).Unify();

    /// <summary>The axes that tell a name, in an order in which each needs only what earlier ones told.</summary>
    internal static IEnumerable<AffineAxis> Solvable(IReadOnlyList<Shape> declared, IEnumerable<string> fixedNames)
    {
        var constructed = new HashSet<string>(fixedNames, StringComparer.Ordinal);
        var known = new HashSet<string>(constructed, StringComparer.Ordinal);
        while (Next() is { } axis)
        {
            known.Add(axis.Dim.Name);
            yield return axis;
        }

        AffineAxis? Next()
        {
            AffineAxis? formula = null;
            for (int argument = 0; argument < declared.Count; argument++)
            {
                for (int axis = 0; axis < declared[argument].Rank; axis++)
                {
                    if (AffineDim.Of(declared[argument][axis], known.Contains, constructed.Contains) is not { } dim) continue;
                    if (dim.IsPlain) return new(argument, axis, dim);
                    formula ??= new(argument, axis, dim);
                }
            }
            return formula;
        }
    }
}

/// <summary>An axis of an argument, counted from the left, and what its declared dim tells.</summary>
internal sealed record AffineAxis(int Argument, int Axis, AffineDim Dim);
