namespace NNGen.Generators.Shapes;

/// <summary>One run of <see cref="Binding.Unify"/>.</summary>
internal sealed class BindingUnifier
{
    private readonly IReadOnlyList<Shape> _declared;
    private readonly IReadOnlyList<Shape> _actual;
    private readonly Facts _facts;
    private readonly Dictionary<string, Dim> _names = new(StringComparer.Ordinal);
    private readonly List<string> _fixedNames;
    private readonly List<BindingConflict> _guards = [];
    private EquatableArray<Dim>? _leading;
    private BindingConflict? _conflict;

    public BindingUnifier(IReadOnlyList<Shape> declared, IReadOnlyList<Shape> actual, IReadOnlyDictionary<string, Dim> fixedDims, Facts facts)
    {
        _declared = declared;
        _actual = actual;
        _facts = facts;
        _fixedNames = [.. fixedDims.Keys];
        foreach (KeyValuePair<string, Dim> pair in fixedDims) _names.Add(pair.Key, pair.Value);
    }

    public BindingResult Unify()
    {
        CheckRanks();
        if (_conflict is null)
        {
            foreach (AffineAxis axis in Binding.Solvable(_declared, _fixedNames))
            {
                Dim length = _actual[axis.Argument][axis.Axis + Skipped(axis.Argument)];
                // Where the division is not exact, the axis itself is found not to agree below.
                _names.Add(axis.Dim.Name, Dim.FloorDivide(length - axis.Dim.Offset.Substitute(_names), axis.Dim.Factor.Substitute(_names)));
            }
            CheckDims();
        }
        string[] missing = _conflict is not null ? [] : [.. _declared.SelectMany(static shape => shape.Names).Where(name => !_names.ContainsKey(name)).Distinct(StringComparer.Ordinal)];
        return new(_names, _leading, missing, _conflict, new(_guards));
    }

    /// <summary>How many dims of the argument stand where the declared shape has its leading mark.</summary>
    private int Skipped(int argument) => _actual[argument].Rank - _declared[argument].Rank;

    private void CheckRanks()
    {
        for (int argument = 0; argument < Math.Max(_declared.Count, _actual.Count) && _conflict is null; argument++)
        {
            if (argument >= _declared.Count || argument >= _actual.Count)
            {
                Shape expected = argument < _declared.Count ? _declared[argument] : Shape.Scalar;
                Shape actual = argument < _actual.Count ? _actual[argument] : Shape.Scalar;
                _conflict = new(BindingConflictKind.Count, argument, 0, null, null, expected, actual, Agreement.Never);
            }
            else if (_declared[argument].HasLeading ? Skipped(argument) < 0 : Skipped(argument) != 0 || _actual[argument].HasLeading)
            {
                _conflict = Conflict(BindingConflictKind.Rank, argument, 0, null, null, Agreement.Never);
            }
        }
    }

    private void CheckDims()
    {
        for (int argument = 0; argument < _declared.Count; argument++)
        {
            int skipped = Skipped(argument);
            if (_declared[argument].HasLeading) CheckLeading(argument, [.. _actual[argument].Dims.Take(skipped)]);
            for (int axis = 0; axis < _declared[argument].Rank; axis++)
            {
                Dim declared = _declared[argument][axis];
                if (declared.Names.All(_names.ContainsKey)) Check(argument, axis + skipped, declared.Substitute(_names));
            }
        }
    }

    /// <summary>The first argument with leading dims says what they are; every other has to have the same.</summary>
    private void CheckLeading(int argument, Dim[] dims)
    {
        if (_leading is not { } leading)
        {
            _leading = dims;
            return;
        }
        if (leading.Count != dims.Length)
        {
            _conflict ??= Conflict(BindingConflictKind.Rank, argument, 0, null, null, Agreement.Never);
            return;
        }
        for (int axis = 0; axis < dims.Length; axis++) Check(argument, axis, leading[axis]);
    }

    private void Check(int argument, int axis, Dim expected)
    {
        Dim actual = _actual[argument][axis];
        Agreement agreement = Unification.Compare(expected, actual, _facts);
        if (agreement == Agreement.Equal) return;
        BindingConflict found = Conflict(BindingConflictKind.Dims, argument, axis, expected, actual, agreement);
        if (agreement == Agreement.Never) _conflict ??= found;
        else _guards.Add(found);
    }

    private BindingConflict Conflict(BindingConflictKind kind, int argument, int axis, Dim? expected, Dim? actual, Agreement agreement)
    {
        Shape shape = _declared[argument].Substitute(_names);
        if (_leading is { } leading) shape = shape.WithLeading(leading);
        return new(kind, argument, axis, expected, actual, shape, _actual[argument], agreement);
    }
}
