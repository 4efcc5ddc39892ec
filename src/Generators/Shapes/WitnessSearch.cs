namespace NNGen.Generators.Shapes;

/// <summary>Counts names up, the last one fastest, until all conditions hold; a condition is looked at as soon as its names have values.</summary>
internal sealed class WitnessSearch
{
    // An example with greater numbers explains nothing, and the editor does not wait.
    private const long GreatestValue = 4096;
    private const int MostSteps = 50_000;

    private readonly List<string> _names = [];
    private readonly List<Func<bool>>[] _conditions;
    private readonly bool[,] _mayCoincide;
    private readonly long[] _lowest;
    private readonly long[] _values;
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
    private int _steps;

    public WitnessSearch(IReadOnlyList<Shape> shapes, Dim left, Dim right, Facts facts, bool stretches)
    {
        foreach (Dim dim in shapes.SelectMany(static shape => shape.Dims).Append(left).Append(right)) AddNames(dim.NamesInOrder);
        List<Fact> relevant = Relevant(facts);
        _values = new long[_names.Count];
        _lowest = [.. _names.Select(name => Math.Max(1, facts.Solved.IntervalOf(name).Low ?? 1))];
        _mayCoincide = new bool[_names.Count, _names.Count];
        for (int i = 0; i < _names.Count; i++)
            for (int j = 0; j < i; j++)
                _mayCoincide[i, j] = Unification.Compare(Dim.Name(_names[i]), Dim.Name(_names[j]), facts) == Agreement.Equal;
        _conditions = new List<Func<bool>>[_names.Count + 1];
        for (int i = 0; i < _conditions.Length; i++) _conditions[i] = [];
        foreach (Fact fact in relevant) When(fact.Names, () => fact.Holds(ValueOf));
        foreach (Dim dim in shapes.SelectMany(static shape => shape.Dims))
            if (!dim.TryConstant(out _)) When(dim.Names, () => dim.TryEvaluate(ValueOf, out long length) && length > 0);
        When([.. left.Names, .. right.Names], () => left.TryEvaluate(ValueOf, out long a) && right.TryEvaluate(ValueOf, out long b)
            && a != b && !(stretches && (a == 1 || b == 1)));
    }

    public IReadOnlyList<NameValue>? Find() => Find(distinct: true) ?? Find(distinct: false);

    private List<NameValue>? Find(bool distinct)
    {
        _steps = 0;
        if (!_conditions[0].All(static condition => condition())) return null;
        for (long greatest = _lowest.DefaultIfEmpty(1).Max(); greatest <= GreatestValue && _steps < MostSteps; greatest++)
        {
            if (Assign(0, greatest, distinct)) return [.. _names.Select((name, i) => new NameValue(name, _values[i]))];
            if (_names.Count == 0) return null;
        }
        return null;
    }

    private bool Assign(int index, long greatest, bool distinct)
    {
        if (index == _names.Count) return true;
        for (long value = _lowest[index]; value <= greatest; value++)
        {
            if (++_steps >= MostSteps) return false;
            if (distinct && IsTaken(index, value)) continue;
            _values[index] = value;
            if (_conditions[index + 1].All(static condition => condition()) && Assign(index + 1, greatest, distinct)) return true;
        }
        return false;
    }

    private bool IsTaken(int index, long value)
    {
        for (int other = 0; other < index; other++)
            if (_values[other] == value && !_mayCoincide[index, other]) return true;
        return false;
    }

    private long ValueOf(string name) => _values[_index[name]];

    /// <summary>Adds a condition to the step that gives the last of its names a value.</summary>
    private void When(IReadOnlyList<string> names, Func<bool> condition)
        => _conditions[names.Count == 0 ? 0 : names.Max(name => _index[name]) + 1].Add(condition);

    private void AddNames(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            if (_index.ContainsKey(name)) continue;
            _index.Add(name, _names.Count);
            _names.Add(name);
        }
    }

    /// <summary>The facts that say something about the names, directly or through other facts; their names join in.</summary>
    private List<Fact> Relevant(Facts facts)
    {
        var relevant = new List<Fact>();
        List<Fact> others = [.. facts.All];
        while (others.FindIndex(fact => fact.Names.Any(_index.ContainsKey)) is >= 0 and int next)
        {
            AddNames(others[next].Names);
            relevant.Add(others[next]);
            others.RemoveAt(next);
        }
        return relevant;
    }
}
