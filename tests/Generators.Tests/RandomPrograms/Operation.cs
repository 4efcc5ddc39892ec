namespace NNGen.Generators.Tests.RandomPrograms;

/// <summary>One thing that a random program can do: a row of <see cref="Grammar"/>.</summary>
internal sealed record Operation(string Name)
{
    /// <summary>Operands and numbers (axes, counts) for the next step, or null if what there is so far does not allow it.</summary>
    public required Func<ProgramMaker, Choice?> Choose { get; init; }

    /// <summary>The expression, in which {0} is the first operand. A statement has {y} for what it declares.</summary>
    public required Func<int[], string> Text { get; init; }

    /// <summary>The shape of the result, null where no sizes would make the operands fit.</summary>
    public required Func<IReadOnlyList<Extents>, int[], Fit, Extents?> Infer { get; init; }

    /// <summary>The result, by the reference.</summary>
    public required Func<Given, Var> Compute { get; init; }

    /// <summary>
    /// Whether the operands lie where both a float and a difference quotient are to be trusted: away from kinks, and from where a
    /// small error of the operand is a large one of the result.
    /// </summary>
    public Func<Given, bool> IsSafe { get; init; } = _ => true;

    /// <summary>Whether the text is a statement and no expression.</summary>
    public bool IsStatement { get; init; }

    /// <summary>How often it comes up.</summary>
    public int Weight { get; init; } = 1;
}

/// <summary>Operands by name, and the numbers that a row gives meaning to.</summary>
internal sealed record Choice(string[] Operands, params int[] Numbers);

/// <summary>The values of the operands of a step.</summary>
internal sealed class Given(Func<string, object> values, string[] operands, int[] numbers, bool isTraining)
{
    private const int Seed = 1984;

    /// <summary>Whether the definition runs as Forward does, or as Infer.</summary>
    public bool IsTraining => isTraining;

    public int[] Numbers => numbers;

    public Var this[int index] => (Var)values(operands[index]);

    public IntVar Labels(int index) => (IntVar)values(operands[index]);

    /// <summary>What a call of dropout gives in the first Forward of a layer that was made with the seed of the tests.</summary>
    public Var Dropout(Var x, int site, float rate)
    {
        if (!isTraining) return x;
        var mask = new Core.DropoutMask(Seed, 1, site, rate);
        return Var.From([.. x.ToArray().Select((value, i) => mask.Keeps((ulong)i) ? value * mask.Scale : 0)], x.Shape.Dims.ToArray());
    }

    /// <summary>A parameter or a state of a sub-layer.</summary>
    public Var Member(int index, string name) => (Var)values($"{operands[index]}.{name}");
}

/// <summary>A step of a random program: a local, computed from values before it.</summary>
internal sealed record Step(string Name, Operation Operation, string[] Operands, int[] Numbers, StepStyle Style)
{
    public Given Given(Func<string, object> values, bool isTraining) => new(values, Operands, Numbers, isTraining);
}

/// <summary>How a step is written.</summary>
internal enum StepStyle
{
    Local,
    Inline,
    StaticMethod,
    Method,
    LocalFunction,
    Pair,
}
