namespace NNGen.Generators.Tests.RandomPrograms;

/// <summary>Grows a program, step by step, each tried out on its data before it is taken.</summary>
internal sealed class ProgramMaker
{
    private const int MostDeclared = 7;
    private const int MostElements = 400;

    private static readonly IReadOnlyList<Operation> Rows = [.. Grammar.All.SelectMany(row => Enumerable.Repeat(row, row.Weight))];

    private readonly ulong _seed;
    private readonly Dictionary<string, int> _sizes;
    private readonly int[] _batches;

    /// <summary>Whether all dims but the batch are numbers that the compiler sees, and small: such samples lie across the lanes.</summary>
    private readonly bool _isSmall;

    private readonly List<Declared> _declared = [];
    private readonly List<Step> _steps = [];
    private readonly Dictionary<string, Extents> _shapes = [];
    private readonly List<string> _tensors = [];
    private readonly Evaluation[] _evaluations;

    private ProgramMaker(Draw draw, ulong seed)
    {
        (Draw, _seed) = (draw, seed);
        _isSmall = draw.Chance(25);
        bool wide = !_isSmall && draw.Chance(30);
        _sizes = new[] { "T", "H", "K", "C" }.ToDictionary(name => name, _ => draw.Of(1, 2, 3, 4, 5));
        if (wide) _sizes[draw.Of("H", "K", "C")] = draw.Of(16, 17, 19, 33);

        // Growing and shrinking, with one row and with none.
        _batches = _isSmall ? draw.Of<int[]>([5, 17, 2], [33, 1], [16, 3, 40], [2, 0, 18]) : wide ? draw.Of<int[]>([2, 1], [1, 3], [2, 0, 1]) : draw.Of<int[]>([3, 1, 4], [2, 0, 3], [4, 17, 1], [1, 5, 0], [3, 2]);
        _evaluations = [.. _batches.SelectMany(batch => Evaluation.InBothModes(seed, name => name == "N" ? batch : _sizes[name]))];
    }

    public Draw Draw { get; }

    public static RandomProgram Make(ulong seed, int number)
    {
        var maker = new ProgramMaker(Draw.Of(seed, number), seed + (ulong)number);
        return maker.Grow($"Random{number}");
    }

    public Extents ShapeOf(string name) => _shapes[name];

    /// <summary>Any tensor; the youngest come up most, so that chains get long.</summary>
    public string Any() => _tensors[_tensors.Count - 1 - Math.Min(Draw.Below(_tensors.Count), Draw.Below(_tensors.Count))];

    /// <summary>Any tensor with such a shape, if there is one.</summary>
    public string? Any(Func<Extents, bool> suits)
    {
        List<string> found = [.. _tensors.Where(name => suits(_shapes[name]))];
        return found.Count == 0 ? null : found[found.Count - 1 - Math.Min(Draw.Below(found.Count), Draw.Below(found.Count))];
    }

    /// <summary>A tensor of this shape, one that there is or a new one.</summary>
    public string? Exactly(Extents shape)
        => Draw.Chance(50) && Any(shape.Equals) is { } found ? found : Declare(shape);

    /// <summary>A tensor that broadcasts with another.</summary>
    public string? Beside(string name)
    {
        Extents shape = _shapes[name];
        if (Draw.Chance(75))
        {
            return Any(other =>
            {
                var fit = new Fit();
                fit.Broadcast(shape, other);
                return fit.Holds;
            });
        }

        Extents part = shape.Last(Draw.Below(shape.Rank + 1));
        return Declare(new(part.Axes.Select(axis => Draw.Chance(30) ? Extent.One : axis)));
    }

    public string? Labels(Extents shape, Extent classes)
    {
        // Of no rows there are no classes.
        if (classes.Names.Contains("N")) return null;
        string? known = _declared.Where(one => one.Kind == Kind.Labels && one.Shape.Equals(shape) && one.Classes!.Equals(classes)).Select(one => one.Name).FirstOrDefault();
        return known is not null && Draw.Chance(60) ? known : Add(new($"t{_declared.Count}", Kind.Labels, shape) { Classes = classes });
    }

    public string? Setting()
        => _declared.FirstOrDefault(one => one.Kind == Kind.Setting)?.Name ?? Add(new($"Rate{_declared.Count}", Kind.Setting, Extents.Scalar, Draw.Of(0.25f, 0.5f, -1f)));

    /// <summary>A sub-layer for these dims: one that there is, then used twice, or a new one.</summary>
    public string? Sub(PoolLayer layer, Extents dims)
    {
        if (dims.Names.Contains("N")) return null;
        string? known = _declared.Where(one => one.Layer == layer && one.Shape[0].Equals(dims[0])).Select(one => one.Name).FirstOrDefault();
        return known is not null && Draw.Chance(60) ? known : Add(new($"D{_declared.Count}", Kind.Sub, dims, -1, 1) { Layer = layer });
    }

    /// <summary>An axis of a value, counted from either end.</summary>
    public int Axis(string name)
    {
        int rank = _shapes[name].Rank, axis = Draw.Below(rank);
        return Draw.Chance(30) ? axis - rank : axis;
    }

    /// <summary>A value and one of its axes that has so many entries whatever the sizes.</summary>
    public (string Name, int Axis)? AxisWith(int least)
    {
        if (Any(x => x.Axes.Any(axis => axis.Least >= least)) is not { } name) return null;
        return (name, Draw.Of([.. Enumerable.Range(0, _shapes[name].Rank).Where(axis => _shapes[name][axis].Least >= least)]));
    }

    /// <summary>A series (N, C, T) or an image (N, C, H, W) into which such windows go, one that there is or a new one.</summary>
    public string? Image(int axes, (int Size, int Stride, int Padding) window)
    {
        if (Draw.Chance(70) && Any(x => x.Rank == axes + 2 && x.Last(axes).Axes.All(Takes)) is { } found) return found;
        Extents shape = new([Extent.Of("N"), AnyDim(), .. Enumerable.Range(0, axes).Select(_ => AnyDim())]);
        return shape.Last(axes).Axes.All(Takes) ? Declare(shape, isInput: true) : null;

        bool Takes(Extent length)
        {
            var fit = new Fit();
            fit.Windows(length, Extent.Of(window.Size), window.Stride, window.Padding);
            return fit.Holds;
        }
    }

    /// <summary>Whether a step is of such a row.</summary>
    public bool Uses(Func<Operation, bool> row) => _steps.Any(step => row(step.Operation));

    /// <summary>A dim that a constructor may fix.</summary>
    public Extent AnyDim() => _isSmall ? Extent.Of(Draw.Of(1, 2, 3, 4, 5)) : Draw.Below(10) switch
    {
        0 => Extent.One,
        1 => 2 * Extent.Of(Draw.Of("H", "K", "C")),
        2 => Extent.Of(Draw.Of("H", "K")) + 1,
        3 => Extent.Of(Draw.Of(2, 4)),
        _ => Extent.Of(Draw.Of("H", "K", "C", "T")),
    };

    private RandomProgram Grow(string name)
    {
        while (_tensors.Count == 0) Declare(First(), isInput: true);
        for (int steps = 3 + Draw.Below(6), tries = 0; _steps.Count < steps && tries < 100; tries++) TryStep();

        List<string> results = [_tensors[^1]];
        for (int more = Draw.Of(0, 0, 0, 1, 1, 2); more > 0; more--) results.Add(Any());
        RandomProgram program = new RandomProgram(name, _seed, _sizes, _batches, _declared, _steps, results) { DeclaresResult = Draw.Chance(50) }.WithoutDeadSteps();

        // What is computed of no rows was not looked at where a step that has gone since would have refused them.
        return program with { Batches = [.. program.Batches.Where(batch => batch > 0 || Evaluation.IsSafe(program, batch))] };
    }

    private Extents First() => Draw.Below(8) switch
    {
        0 => new(Extent.Of("N"), _isSmall ? AnyDim() : Extent.Of("T"), AnyDim()),
        1 => new(Extent.Of("T"), Extent.Of("N"), AnyDim()),
        2 => new(Extent.Of("N")),
        3 => new(Extent.Of("N"), Extent.One),
        4 => new(AnyDim()),
        _ => new(Extent.Of("N"), AnyDim()),
    };

    private void TryStep()
    {
        int declared = _declared.Count;
        if (Draw.Of(Rows) is var row && row.Choose(this) is { } choice)
        {
            var step = new Step($"v{_steps.Count}", row, choice.Operands, choice.Numbers, Draw.Of(StepStyle.Local, StepStyle.Local, StepStyle.Inline, StepStyle.Inline, StepStyle.StaticMethod, StepStyle.Method, StepStyle.LocalFunction, StepStyle.Pair));
            var fit = new Fit();
            if (row.Infer([.. choice.Operands.Select(operand => _shapes[operand])], choice.Numbers, fit) is { } shape && fit.Holds
                && shape.Rank <= 4 && _batches.All(batch => shape.Size.Evaluate(name => name == "N" ? batch : _sizes[name]) <= MostElements)
                && _evaluations.All(evaluation => evaluation.Run(step)))
            {
                _steps.Add(step);
                _shapes[step.Name] = shape;
                _tensors.Add(step.Name);
                return;
            }
        }

        foreach (Evaluation evaluation in _evaluations) evaluation.Forget($"v{_steps.Count}");
        foreach (Declared added in _declared.Skip(declared))
        {
            _shapes.Remove(added.Name);
            _tensors.Remove(added.Name);
        }

        _declared.RemoveRange(declared, _declared.Count - declared);
    }

    private string? Declare(Extents shape, bool isInput = false)
    {
        if (_batches.Any(batch => shape.Size.Evaluate(name => name == "N" ? batch : _sizes[name]) > MostElements)) return null;
        isInput |= shape.Names.Contains("N") || Draw.Chance(40);
        (float low, float high) = Draw.Of<(float, float)>((-2, 2), (-1, 1), (0.3f, 2.5f));
        return Add(new($"{(isInput ? "x" : "W")}{_declared.Count}", isInput ? Kind.Input : Kind.Param, shape, low, high) { NoGrad = isInput && Draw.Chance(15) });
    }

    private string? Add(Declared declared)
    {
        if (_declared.Count >= MostDeclared) return null;
        _declared.Add(declared);
        _shapes[declared.Name] = declared.Shape;
        if (declared.Kind is Kind.Input or Kind.Param) _tensors.Add(declared.Name);
        foreach (Evaluation evaluation in _evaluations) evaluation.Declare(declared);
        return declared.Name;
    }
}
