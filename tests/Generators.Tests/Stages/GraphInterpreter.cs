using System.Globalization;
using NNGen.Core;
using NNGen.Generators.Fusion;
using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Verification;

namespace NNGen.Generators.Tests.Stages;

/// <summary>
/// Computes a graph node by node with the reference of each operator, in double precision: what a stage makes of a graph can then be
/// held against what it was given, without the stages that come after it.
/// </summary>
internal static class GraphInterpreter
{
    /// <param name="source">The value of an input, a parameter, a setting or the gradient of a result.</param>
    /// <param name="sizeOf">The size of a dim.</param>
    /// <returns>The value of every node: a <see cref="Var"/>, an <see cref="IntVar"/> or a <see cref="Mask"/>.</returns>
    public static IReadOnlyList<object> Run(Graph graph, Func<Node, object> source, Func<string, long> sizeOf)
    {
        var values = new object[graph.Nodes.Count];
        foreach (Node node in graph.Nodes)
        {
            object[] operands = [.. node.Operands.Select(operand => values[operand])];
            int[] shape = [.. node.Shape.Dims.Select(dim => (int)dim.Evaluate(sizeOf))];
            values[node.Id] = node.Operator is "Input" or "Parameter" or "State" or "Setting" or "OutputGradient" ? source(node) : Apply(node, operands, shape, sizeOf);
        }

        return values;
    }

    private static object Apply(Node node, object[] operands, int[] shape, Func<string, long> sizeOf)
    {
        Var X(int index) => (Var)operands[index];
        int Size(string key) => (int)node.Dim(key).Evaluate(sizeOf);
        float Number(int index) => (float)X(index).ToArray()[0];
        Var Convolve(Var x, Var w) => x.Shape.Rank == 3
            ? Ops.Conv1D(x, w, Size("stride"), Size("padding"), Size("dilation"), Size("groups"))
            : Ops.Conv2D(x, w, Size("stride"), Size("padding"), Size("dilation"), Size("groups"));
        Var Spread(Var places, Var dy, Var results) => ToPlaces(places, dy, [.. results.Shape.Dims], Size("window"), Size("window"), 0);
        switch (node.Operator)
        {
            case "Constant": return Var.From([node.Number("value")]);
            case "Size": return Var.From([node.Dim("dim").Evaluate(sizeOf)]);
            case "Add": return X(0) + X(1);
            case "Subtract": return X(0) - X(1);
            case "Multiply": return X(0) * X(1);
            case "Divide": return X(0) / X(1);
            case "Negate": return -X(0);
            case "Exp": return Ops.Exp(X(0));
            case "Log": return Ops.Log(X(0));
            case "Sqrt": return Ops.Sqrt(X(0));
            case "Rsqrt": return Ops.Rsqrt(X(0));
            case "Square": return Ops.Square(X(0));
            case "Abs": return Ops.Abs(X(0));
            case "Tanh": return Ops.Tanh(X(0));
            case "Sigmoid": return Ops.Sigmoid(X(0));
            case "Relu": return Ops.Relu(X(0));
            case "Log1p": return Ops.Log1p(X(0));
            case "Expm1": return Ops.Expm1(X(0));
            case "Sign": return Ops.Sign(X(0));
            case "Sin": return Ops.Sin(X(0));
            case "Cos": return Ops.Cos(X(0));
            case "Softplus": return Ops.Softplus(X(0));
            case "Silu": return Ops.Silu(X(0));
            case "Erf": return Ops.Erf(X(0));
            case "Gelu": return Ops.Gelu(X(0));
            case "NormalCdf": return 0.5f + 0.5f * Ops.Erf(X(0) / Var.From([Math.Sqrt(2)]));
            case "GeluTanh": return Ops.GeluTanh(X(0));
            case "LeakyRelu": return Ops.LeakyRelu(X(0), Number(1));
            case "Elu": return Ops.Elu(X(0), Number(1));
            case "Pow": return Ops.Pow(X(0), X(1));
            case "Clamp": return Ops.Clamp(X(0), Number(1), Number(2));
            case "Maximum": return Ops.Maximum(X(0), X(1));
            case "Minimum": return Ops.Minimum(X(0), X(1));
            case "Less": return X(0) < X(1);
            case "LessOrEqual": return X(0) <= X(1);
            case "Greater": return X(0) > X(1);
            case "GreaterOrEqual": return X(0) >= X(1);
            case "Equal": return Ops.Where(X(0) < X(1), 0, Ops.Where(X(0) > X(1), 0, 1)) > 0;
            case "And": return (Mask)operands[0] & (Mask)operands[1];
            case "Or": return (Mask)operands[0] | (Mask)operands[1];
            case "Not": return !(Mask)operands[0];
            case "Where": return Ops.Where((Mask)operands[0], X(1), X(2));
            case "Sum": return Reduce(node, X(0), Ops.Sum);
            case "Mean": return Reduce(node, X(0), Ops.Mean);
            case "Max": return Reduce(node, X(0), Ops.Max);
            case "Min": return Reduce(node, X(0), Ops.Min);
            case "Variance": return node.Int("count") == 1
                ? Ops.Variance(X(0), node.Int("axis"), node.Flag("keepDims"))
                : Ops.Variance(X(0)); // over everything; there is no third way to ask for one
            case "CumSum": return Ops.CumSum(X(0), node.Int("axis"));
            case "ReversedCumSum": return Ops.Sum(X(0), node.Int("axis"), keepDims: true) - Ops.CumSum(X(0), node.Int("axis")) + X(0);
            case "Arange": return Ops.Arange(shape[0]);
            case "Reshape": return operands[0] switch
            {
                IntVar ints => IntVar.From(ints.ToArray(), shape),
                Mask mask => Ops.Reshape(Ops.Where(mask, 1, 0), shape) > 0,
                _ => Ops.Reshape(X(0), shape),
            };
            case "BroadcastTo": return Ops.BroadcastTo(X(0), shape);
            case "Repeat": return Ops.Repeat(X(0), (int)node.Dim("repeats").Evaluate(sizeOf), node.Int("axis"));
            case "MatMul": return Ops.MatMul(node.Flag("transposeA") ? Ops.Transpose(X(0)) : X(0), node.Flag("transposeB") ? Ops.Transpose(X(1)) : X(1));
            case "Permute": return Ops.Permute(X(0), [.. node.Text("axes")!.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(axis => int.Parse(axis, CultureInfo.InvariantCulture))]);
            case "Slice": return Ops.Slice(X(0), node.Int("axis"), Size("start"), Size("length"));
            case "Pad": return Ops.Pad(X(0), node.Int("axis"), Size("before"), Size("after"), (float)X(1).ToArray()[0]);
            case "Flip": return Ops.Flip(X(0), node.Int("axis"));
            case "Concat": return Ops.Concat(node.Int("axis"), [.. operands.Cast<Var>()]);
            case "Gather": return Ops.Gather(X(0), (IntVar)operands[1]);
            case "GatherGradient": return RowsAdded((IntVar)operands[0], X(1), shape);
            case "Transpose": return Ops.Transpose(X(0));
            case "Softmax": return Ops.Softmax(X(0), node.Int("axis"));
            case "LogSoftmax": return Ops.LogSoftmax(X(0), node.Int("axis"));
            case "LogSumExp": return Ops.LogSumExp(X(0), node.Int("axis"));
            case "CrossEntropy": return Ops.CrossEntropy(X(0), (IntVar)operands[1]);
            case "BinaryCrossEntropy": return Ops.BinaryCrossEntropy(X(0), X(1));
            case "CrossEntropyOfTargets": return Ops.CrossEntropy(X(0), X(1));

            // The gradient kernels: their first operand is the softmax, their last the gradient of the loss.
            case "CrossEntropyGradient": return (X(0) - Ops.OneHot((IntVar)operands[1], X(0).Size(-1))) * X(2) / Rows(X(0));
            case "CrossEntropyOfTargetsGradient": return (X(0) * Ops.Sum(X(1), -1, keepDims: true) - X(1)) * X(2) / Rows(X(0));
            case "Pick": return Ops.Pick(X(0), (IntVar)operands[1]);
            case "OneHot": return Ops.OneHot((IntVar)operands[0], (int)node.Dim("classes").Evaluate(sizeOf));
            case "Conv1D" or "Conv2D": return Convolve(X(0), X(1));
            case "ConvolutionInputGradient": return Transposed(X(0), shape, x => Convolve(x, X(1)));
            case "ConvolutionWeightGradient": return Transposed(X(1), shape, w => Convolve(X(0), w));
            case "ConvolutionInputGradientOfMaxPool": return Transposed(Spread(X(0), X(1), Convolve(Zeros(shape), X(2))), shape, x => Convolve(x, X(2)));
            case "ConvolutionWeightGradientOfMaxPool": return Transposed(Spread(X(1), X(2), Convolve(X(0), Zeros(shape))), shape, w => Convolve(X(0), w));
            case "MaxPool2D": return Ops.MaxPool2D(X(0), Size("size"), Size("stride"), Size("padding"));
            case "AvgPool2D": return Ops.AvgPool2D(X(0), Size("size"), Size("stride"), Size("padding"));
            case "MaxPool2DIndex": return PlacesOfLargest(X(0), shape, Size("size"), Size("stride"), Size("padding"));
            case "MaxPool2DGradient": return ToPlaces(X(0), X(1), shape, Size("size"), Size("stride"), Size("padding"));
            case "AvgPool2DGradient": return Transposed(X(0), shape, x => Ops.AvgPool2D(x, Size("size"), Size("stride"), Size("padding")));
            case "ArgMax": return Ops.ArgMax(X(0), node.Int("axis"));
            case "StopGradient" or "Update": return X(0);
            case "Dropout": return Dropout(X(0), new(seed: 7, step: 1, node.Int("site"), (float)X(1).ToArray()[0]));
            default: throw new ArgumentException($"Teach {nameof(GraphInterpreter)} what {node.Operator} is.", nameof(node));
        }
    }

    private static Var PlacesOfLargest(Var x, int[] shape, int size, int stride, int padding)
    {
        double[] from = x.ToArray(), places = new double[shape.Aggregate(1, (a, b) => a * b)];
        int height = x.Size(2), width = x.Size(3);
        for (int i = 0; i < places.Length; i++)
        {
            int plane = i / (shape[2] * shape[3]), top = i / shape[3] % shape[2] * stride - padding, left = i % shape[3] * stride - padding;
            places[i] = Enumerable.Range(0, size * size).Where(place => top + place / size is >= 0 and var row && row < height && left + place % size is >= 0 and var column && column < width)
                .MaxBy(place => from[(plane * height + top + place / size) * width + left + place % size]);
        }

        return Var.From(places, shape);
    }

    private static Var ToPlaces(Var places, Var dy, int[] shape, int size, int stride, int padding)
    {
        double[] gradient = new double[shape.Aggregate(1, (a, b) => a * b)], from = dy.ToArray(), at = places.ToArray();
        int rows = dy.Size(2), columns = dy.Size(3);
        for (int i = 0; i < from.Length; i++)
        {
            int row = i / columns % rows * stride - padding + (int)at[i] / size, column = i % columns * stride - padding + (int)at[i] % size;
            gradient[(i / (rows * columns) * shape[2] + row) * shape[3] + column] += from[i];
        }

        return Var.From(gradient, shape);
    }

    private static Var Zeros(int[] shape) => Var.From(new double[shape.Aggregate(1, (a, b) => a * b)], shape);

    private static Var Dropout(Var x, DropoutMask mask)
        => Var.From([.. x.ToArray().Select((value, i) => mask.Keeps((ulong)i) ? value * mask.Scale : 0)], [.. x.Shape.Dims]);

    /// <summary>The gradient of a linear function: of each element, dy · f(that element alone).</summary>
    private static Var Transposed(Var dy, int[] shape, Func<Var, Var> f)
    {
        double[] gradient = new double[shape.Aggregate(1, (a, b) => a * b)];
        for (int i = 0; i < gradient.Length; i++)
        {
            double[] one = new double[gradient.Length];
            one[i] = 1;
            gradient[i] = Ops.Sum(dy * f(Var.From(one, shape))).ToArray()[0];
        }

        return Var.From(gradient, shape);
    }

    private static Var RowsAdded(IntVar ids, Var dy, int[] table)
    {
        Var chosen = Ops.OneHot(IntVar.From(ids.ToArray(), ids.Shape.Size), table[0]);
        return Ops.Reshape(Ops.MatMul(Ops.Transpose(chosen), Ops.Reshape(dy, ids.Shape.Size, -1)), table);
    }

    private static float Rows(Var x) => x.Shape.Size / x.Size(-1);

    /// <summary>A reduction over neighbouring axes, one after another; for a mean, too, as all groups are of one size.</summary>
    private static Var Reduce(Node node, Var x, Func<Var, int, bool, Var> one)
    {
        int axis = node.Int("axis"), count = node.Int("count");
        bool keep = node.Flag("keepDims");
        for (int i = 0; i < count; i++) x = one(x, keep ? axis + i : axis, keep);
        return x;
    }
}
