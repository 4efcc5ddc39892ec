namespace NNGen.Generators.Operators;

/// <summary>Every operator, by name. A new one is a row of <see cref="ElementwiseTable"/> or a file of its own and a line here.</summary>
internal static class OperatorTable
{
    public static IReadOnlyList<Operator> All { get; } =
    [
        .. Sources.All,
        .. ElementwiseTable.All,
        .. Reduction.All,
        new Variance(),
        .. CumSum.All,
        new Arange(),
        new Reshape(),
        new BroadcastTo(),
        new Repeat(),
        new MatMul(),
        new Transpose(),
        new Permute(),
        new Slice(),
        new Pad(),
        new Flip(),
        new Concat(),
        new Softmax(),
        new LogSoftmax(),
        new LogSumExp(),
        new CrossEntropy(),
        new CrossEntropyGradient(),
        new CrossEntropyOfTargets(),
        new CrossEntropyOfTargetsGradient(),
        new BinaryCrossEntropy(),
        new Pick(),
        new OneHot(),
        new Gather(),
        new GatherGradient(),
        .. Convolution.All,
        .. Pooling.All,
        new ArgMax(),
        new StopGradient(),
        new Dropout(),
        new Update(),
        new CustomGradient(),
    ];

    private static readonly Dictionary<string, Operator> ByName = All.ToDictionary(@operator => @operator.Name);

    // Einsum is made of other operators when it is read; no graph has a node of it.
    private static readonly Dictionary<string, Function> ByFunction
        = All.SelectMany(@operator => @operator.Functions).Append(Einsum.Function).ToDictionary(function => function.Name);

    public static Operator Get(string name)
        => ByName.TryGetValue(name, out Operator? found) ? found : throw new InvalidOperationException($"There is no operator '{name}'.");

    public static bool TryGet(string name, out Operator found) => ByName.TryGetValue(name, out found!);

    /// <summary>What a call of <c>Ops.name</c> stands for.</summary>
    public static bool TryGetFunction(string name, out Function found) => ByFunction.TryGetValue(name, out found!);

    public static IEnumerable<string> FunctionNames => ByFunction.Keys;
}
