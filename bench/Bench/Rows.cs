namespace NNGen.Bench;

/// <summary>The rows of the table, in their order.</summary>
internal static class Rows
{
    public static IEnumerable<Workload> All() =>
    [
        .. new[] { 64, 128, 256, 512, 1024, 2048 }.Select(size => new Product(size)),
        .. Functions(),
        new SpiralStep(),
        new Mlp(),
        new DeepMlp(),
        new LeNet(trains: true),
        new LeNet(trains: false),
        new Transformer(trains: true),
        new Transformer(trains: false),
        new Lstm(),
        new GeluChain(),
        new Prediction(1),
        new Prediction(100),
        new OneStep(),
    ];

    /// <summary>Those that are timed again without AVX-512.</summary>
    public static IEnumerable<Workload> WithoutAvx512() =>
    [
        .. new[] { 64, 128, 256, 512, 1024 }.Select(size => new Product(size)),
        new Mlp(),
        new DeepMlp(),
        .. Functions(),
    ];

    private static IEnumerable<Workload> Functions() =>
    [
        new VectorFunction<ExpKernel>("exp", default, x => x.exp()),
        new VectorFunction<TanhKernel>("tanh", default, x => x.tanh()),
        new VectorFunction<SigmoidKernel>("sigmoid", default, x => x.sigmoid()),
        new VectorFunction<LogKernel>("log", default, x => x.log(), positive: true),
    ];
}
