using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>
/// y[n, o, i, j] = Σ w[o, c, a, b] · x[n, c, i·s − p + a·d, j·s − p + b·d], over images or, with one axis less, over series. Attributes:
/// stride, padding, dilation and groups. Both gradients are sums of the same products, so that each needs dy and the other operand.
/// </summary>
internal sealed class Convolution(string name, int axes) : Operator
{
    public const string Size =
        "new(batch: {batch}, channels: {channels}, height: {height}, width: {width}, outputs: {outputs}, kernelHeight: {kernelHeight}, kernelWidth: {kernelWidth}, "
        + "stride: {stride}, paddingHeight: {paddingHeight}, paddingWidth: {paddingWidth}, dilation: {dilation}, groups: {groups})";

    public static IReadOnlyList<Operator> All { get; } =
    [
        new Convolution("Conv1D", axes: 1),
        new Convolution("Conv2D", axes: 2),
        new ConvolutionGradient("ConvolutionInputGradient", "InputGradient", gradient: 0, (node, operands) => Sizes(node, node.Shape, operands[^1])),
        new ConvolutionGradient("ConvolutionWeightGradient", "WeightGradient", gradient: 1, (node, operands) => Sizes(node, operands[0], node.Shape)),
        new PooledConvolutionGradient("ConvolutionInputGradient", "InputGradient", gradient: 0, (node, operands) => Sizes(node, node.Shape, operands[^1])),
        new PooledConvolutionGradient("ConvolutionWeightGradient", "WeightGradient", gradient: 1, (node, operands) => Sizes(node, operands[0], node.Shape)),
    ];

    public override string Name => name;

    public override OperatorForm Form { get; } = FormOf("Run", name, (node, operands) => Sizes(node, operands[0], operands[1])) with
    {
        Following = axes < 2 ? null : new(
            "MaxPool2D",
            $"Convolution.MaxPool({Size}, window: {{window}}, {{0}}, {{1}}, {{y}})",
            $"Convolution.MaxPoolWithIndex({Size}, window: {{window}}, {{0}}, {{1}}, {{y}}, {{z}})",
            pooling => new Dictionary<string, Dim> { ["window"] = pooling.Dim("size") },
            IsOfWholeWindows),
    };

    public override IEnumerable<Function> Functions =>
    [
        new(name, (algebra, arguments) => algebra.Apply(
            name, [arguments.Tensor("x"), arguments.Tensor("w")], Windows.Attributes(arguments, "stride", "padding", "dilation", "groups")), LeadingUse.FixedRank),
    ];

    public override Shape Infer(Operands operands)
    {
        Shape x = operands[0], w = operands[1];
        string image = ShapeRules.Describe(operands.Nodes[0]), weights = ShapeRules.Describe(operands.Nodes[1]);
        string Shapes() => $"{image} has shape {x} and {weights} has shape {w}";
        if (x.Rank != axes + 2 || w.Rank != axes + 2)
        {
            string wanted = axes == 2 ? "images (N, C, H, W) and weights (O, C, KH, KW)" : "series (N, C, T) and weights (O, C, K)";
            throw new ShapeProblem($"{name} takes {wanted}, but {Shapes()}{Axes(x, w, image, weights)}");
        }

        Dim stride = operands.Size("stride"), padding = operands.Size("padding"), dilation = operands.Size("dilation"), groups = operands.Size("groups");
        Windows.AtLeast("stride", stride, 1, operands);
        Windows.AtLeast("padding", padding, 0, operands);
        Windows.AtLeast("dilation", dilation, 1, operands);
        Windows.AtLeast("number of groups", groups, 1, operands);
        MatchChannels(operands, image, weights, groups, Shapes);
        Dim left = Dim.Modulo(w[0], groups);
        string Ungrouped() => $"{Shapes()}, but {w[0]}, the outputs of {weights}, do not go into {groups} groups";
        if (left.TryConstant(out long rest) && rest != 0) throw new ShapeProblem(Ungrouped());
        ShapeRules.Same(left, Dim.Zero, operands, Ungrouped);
        (string Window, string Places)[] names = axes == 2 ? [("kernel", " rows"), ("kernel", " columns")] : [("kernel", "")];
        return new([x[0], w[0], .. names.Select((what, axis) => Windows.Steps(x[axis + 2], w[axis + 2], stride, padding, dilation, operands, what, Shapes))]);
    }

    public override IReadOnlyList<Value?> Differentiate(Differential d) =>
    [
        d.Algebra.Apply("ConvolutionInputGradient", [d.Gradient, d[1]], [.. d.Node.Attributes, Algebra.Target(d[0].Shape)]),
        d.Algebra.Apply("ConvolutionWeightGradient", [d[0], d.Gradient], [.. d.Node.Attributes, Algebra.Target(d[1].Shape)]),
    ];

    /// <summary>Whether the windows of a pooling lie side by side, so that the core's loops can do it where they are.</summary>
    public static bool IsOfWholeWindows(Node pooling) => pooling.Dim("stride").Equals(pooling.Dim("size")) && pooling.Dim("padding").IsZero;

    /// <summary>A product and a sum for each result and each place of its kernel.</summary>
    public override Dim Flops(Node node, Func<int, Node> operand) => 2 * node.Shape.Size * new Shape(operand(1).Shape.Dims.Skip(1)).Size;

    public static OperatorForm.Kernel FormOf(string method, string formula, Func<Node, IReadOnlyList<Shape>, IReadOnlyDictionary<string, Dim>> sizes)
        => new OperatorForm.Kernel($"Convolution.{method}({Size}, {{0}}, {{1}}, {{y}})", formula + "({0}, {1})", sizes);

    /// <summary>The sizes that the core is given: a series is an image of one row.</summary>
    private static IReadOnlyDictionary<string, Dim> Sizes(Node node, Shape x, Shape w)
    {
        bool isSeries = x.Rank == 3;
        return new Dictionary<string, Dim>
        {
            ["batch"] = x[0],
            ["channels"] = x[1],
            ["height"] = isSeries ? 1 : x[2],
            ["width"] = x[-1],
            ["outputs"] = w[0],
            ["kernelHeight"] = isSeries ? 1 : w[2],
            ["kernelWidth"] = w[-1],
            ["stride"] = node.Dim("stride"),
            ["paddingHeight"] = isSeries ? 0 : node.Dim("padding"),
            ["paddingWidth"] = node.Dim("padding"),
            ["dilation"] = node.Dim("dilation"),
            ["groups"] = node.Dim("groups"),
        };
    }

    /// <summary>What to do with images or weights that have another number of axes.</summary>
    private string Axes(Shape x, Shape w, string image, string weights) => (x.Rank - axes, w.Rank - axes) switch
    {
        (1, 2) => $"; ExpandDims({image}, 1) would add one channel to it",
        (2, 1) => $"; ExpandDims({weights}, 1) would add one channel to it",
        (3, 3) when axes == 1 => "; images and their weights go into Conv2D",
        (1, 1) when axes == 2 => "; series and their weights go into Conv1D",
        _ => "; Reshape gives a value its axes",
    };

    private static void MatchChannels(Operands operands, string image, string weights, Dim groups, Func<string> shapes)
    {
        Shape x = operands[0], w = operands[1];
        if (x[1].TryConstant(out long channels) && groups.TryConstant(out long parts) && channels % parts != 0)
            throw new ShapeProblem($"{shapes()}, but {channels}, the channels of {image}, do not go into {parts} groups");
        if (Unification.Compare(x[1], w[1] * groups, operands.Facts) != Agreement.Never)
        {
            ShapeRules.Same(x[1], w[1] * groups, operands, shapes);
            return;
        }

        bool alone = groups.Equals(Dim.One);
        string seen = alone ? $"{w[1]}, the second dim of {weights}" : $"{groups} groups of {w[1]}, the second dim of {weights}, which counts the channels of one group";
        string order = !alone ? ""
            : AreChannels(w[0]) ? "; weights begin with the outputs, and these seem to begin with the channels"
            : AreChannels(w[-2]) && w.Rank > 3 ? "; weights begin with the outputs and the channels, and these seem to end with them"
            : x[-1].Equals(w[1]) ? $"; channels come second, and those of {image} seem to come last"
            : "";
        string example = Witness.TryFind([x, w], x[1], w[1] * groups, operands.Facts, out Witness? witness) ? witness.Render("against") : "";
        throw new ShapeProblem($"{shapes()}, but {x[1]}, the channels of {image}, is not {seen}{order}", example);

        bool AreChannels(Dim dim) => Unification.Compare(dim, x[1], operands.Facts) == Agreement.Equal;
    }
}

/// <summary>The gradient of a convolution by the operand whose shape is the attribute, from the other operand and dy.</summary>
/// <param name="gradient">Which operand dy is.</param>
internal sealed class ConvolutionGradient(
    string name, string method, int gradient, Func<Node, IReadOnlyList<Shape>, IReadOnlyDictionary<string, Dim>> sizes) : Operator
{
    public override string Name => name;

    public override OperatorForm Form { get; } = Convolution.FormOf(method, name, sizes);

    public override Shape Infer(Operands operands) => operands.Target;

    /// <summary>Where dy is zero but at the largest of each window, it is spread over the windows where it is read, and stored nowhere.</summary>
    public override Value? Lower(Node node, IReadOnlyList<Value> operands)
    {
        Value dy = operands[gradient];
        if (dy.Node.Operator != "MaxPool2DGradient" || !Convolution.IsOfWholeWindows(dy.Node)) return null;
        return dy.Algebra.Apply(
            name + PooledConvolutionGradient.Suffix, [.. operands.Take(gradient), dy.Operand(0), dy.Operand(1), .. operands.Skip(gradient + 1)],
            [.. node.Attributes, NodeAttribute.Of("window", dy.Node.Dim("size"))]);
    }

    /// <summary>The same products as those of the convolution.</summary>
    public override Dim Flops(Node node, Func<int, Node> operand) => Products(sizes(node, [operand(0).Shape, operand(1).Shape]), gradient == 0 ? operand(0).Shape.Size : operand(1).Shape.Size);

    /// <summary>A product and a sum for each result, each channel of its group and each place of the kernel.</summary>
    public static Dim Products(IReadOnlyDictionary<string, Dim> size, Dim results)
        => 2 * results * Dim.FloorDivide(size["channels"], size["groups"]) * size["kernelHeight"] * size["kernelWidth"];
}

/// <summary>
/// The same of the largest of each window of the convolution's results: in place of dy the place of each window's largest, and the gradient of
/// that. Attributes: those of the convolution, and window, the rows and columns of a window.
/// </summary>
internal sealed class PooledConvolutionGradient(
    string name, string method, int gradient, Func<Node, IReadOnlyList<Shape>, IReadOnlyDictionary<string, Dim>> sizes) : Operator
{
    public const string Suffix = "OfMaxPool";

    public override string Name => name + Suffix;

    public override OperatorForm Form { get; } = new OperatorForm.Kernel(
        $"Convolution.{method}{Suffix}({Convolution.Size}, window: {{window}}, {{0}}, {{1}}, {{2}}, {{y}})",
        gradient == 0 ? name + "(MaxPool2DGradient({0}, {1}), {2})" : name + "({0}, MaxPool2DGradient({1}, {2}))",
        (node, operands) => new Dictionary<string, Dim>(sizes(node, operands).ToDictionary(size => size.Key, size => size.Value)) { ["window"] = node.Dim("window") });

    public override Shape Infer(Operands operands) => operands.Target;

    /// <summary>The same products as without the windows, zeros among them.</summary>
    public override Dim Flops(Node node, Func<int, Node> operand)
        => ConvolutionGradient.Products(sizes(node, [operand(0).Shape, operand(1).Shape, operand(2).Shape]), operand(gradient).Shape.Size * node.Dim("window") * node.Dim("window"));
}
