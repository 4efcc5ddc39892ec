namespace NNGen.Generators.Tests.Diagnostics;

/// <summary>What someone writes who knows PyTorch or NumPy, and has to be told.</summary>
public static class WrongHabits
{
    public static IReadOnlyList<WrongProgram> All { get; } =
    [
        new("weights stored the other way round", """
            [Layer]
            public partial class Linear
            {
                [Param("O", "I")] public partial Parameter W { get; }
                [Param("O")] public partial Parameter B { get; }
                public Var Forward([Shape("N", "I")] Var x) => {|NN0012:MatMul(x, W)|} + B;
            }
            """,
            "'MatMul(x, W)' cannot be computed: x has shape (N, I) and W has shape (O, I), but I, the last dim of x, is not O, the first dim of W; with N=1, I=2, O=3: (1, 2) × (3, 2); MatMul(x, Transpose(W)) would fit"),
        new("operands in the order of a textbook", WrongProgram.Forward("return {|NN0012:MatMul(W, x)|};"),
            "'MatMul(W, x)' cannot be computed: W has shape (I, O) and x has shape (N, I), but O, the last dim of W, is not N, the first dim of x; with I=1, O=2, N=3: (1, 2) × (3, 1); MatMul(x, W) would fit"),
        new("scores of attention without a transpose", "[Layer] public partial class Net { public Var Forward([Shape(\"N\", \"T\", \"D\")] Var q, [Shape(\"N\", \"T\", \"D\")] Var k) => Softmax({|NN0012:MatMul(q, k)|}); }",
            "'MatMul(q, k)' cannot be computed: q has shape (N, T, D) and k has shape (N, T, D), but D, the last dim of q, is not T, the second dim of k; with N=1, T=2, D=3: (1, 2, 3) × (1, 2, 3); MatMul(q, Transpose(k)) would fit"),
        new("a mean that loses its axis", WrongProgram.Forward("return {|NN0012:x - Mean(x, 1)|};"),
            "'x - Mean(x, 1)' cannot be computed: x has shape (N, I) and Mean(x, 1) has shape (N), but I, the last dim of x, is not N, the only dim of Mean(x, 1); with N=2, I=3: (2, 3) against (2); Mean(x, 1) would fit with keepDims: true"),
        new("a softmax by hand", WrongProgram.Forward("Var e = Exp({|NN0012:x - Max(x, -1)|}); return e / Sum(e, -1);"),
            "'x - Max(x, -1)' cannot be computed: x has shape (N, I) and Max(x, -1) has shape (N), but I, the last dim of x, is not N, the only dim of Max(x, -1); with N=2, I=3: (2, 3) against (2); Max(x, -1) would fit with keepDims: true"),
        new("a weight for each row", "[Layer] public partial class Net { public Var Forward([Shape(\"N\", \"H\")] Var x, [Shape(\"N\")] Var weight) => {|NN0012:weight * x|}; }",
            "'weight * x' cannot be computed: weight has shape (N) and x has shape (N, H), but N, the only dim of weight, is not H, the last dim of x; with N=2, H=3: (2) against (2, 3); ExpandDims(weight, -1), of shape (N, 1), would fit"),
        new("a bias for each channel", "[Layer] public partial class Net { [Param(\"C\", \"W\")] public partial Parameter Bias { get; } public Var Forward([Shape(\"N\", \"C\", \"H\", \"W\")] Var x) => {|NN0012:x + Bias|}; }",
            "'x + Bias' cannot be computed: x has shape (N, C, H, W) and Bias has shape (C, W), but H, the third dim of x, is not C, the first dim of Bias; with N=1, C=2, H=3, W=4: (1, 2, 3, 4) against (2, 4); ExpandDims(Bias, 1), of shape (C, 1, W), would fit"),
        new("a bias as long as the input", """
            [Layer]
            public partial class Net
            {
                [Param("I", "O")] public partial Parameter W { get; }
                [Param("I")] public partial Parameter B { get; }
                public Var Forward([Shape("N", "I")] Var x) => {|NN0012:MatMul(x, W) + B|};
            }
            """,
            "'MatMul(x, W) + B' cannot be computed: MatMul(x, W) has shape (N, O) and B has shape (I), but O, the last dim of MatMul(x, W), is not I, the only dim of B; with N=1, O=2, I=3: (1, 2) against (3)"),
        new("a matrix added to its transpose", WrongProgram.Forward("return {|NN0012:MatMul(x, W) + MatMul(Transpose(W), Transpose(x))|};"),
            "'MatMul(x, W) + MatMul(Transpose(W), Transpose(x))' cannot be computed: MatMul(x, W) has shape (N, O) and MatMul(Transpose(W), Transpose(x)) has shape (O, N), but O, the last dim of MatMul(x, W), is not N, the last dim of MatMul(Transpose(W), Transpose(x)); with N=2, O=3: (2, 3) against (3, 2); Transpose(MatMul(Transpose(W), Transpose(x))) would fit"),
        new("two spellings of one dim", "[Layer] public partial class Net { [Param(\"H\", \"O\")] public partial Parameter W { get; } public Var Forward([Shape(\"N\", \"h\")] Var x) => {|NN0012:MatMul(x, W)|}; }",
            "'MatMul(x, W)' cannot be computed: x has shape (N, h) and W has shape (H, O), but h, the last dim of x, is not H, the first dim of W; with N=1, h=2, H=3, O=4: (1, 2) × (3, 4); 'h' and 'H' are two names"),
        new("two batches", "[Layer] public partial class Net { public Var Forward([Shape(\"N\", \"H\")] Var x, [Shape(\"M\", \"H\")] Var y) => {|NN0012:x + y|}; }",
            "'x + y' cannot be computed: x has shape (N, H) and y has shape (M, H), but N, the first dim of x, is not M, the first dim of y; with N=2, H=1, M=3: (2, 1) against (3, 1)"),
        new("a sequence against the one before it", "[Layer] public partial class Net { public Var Forward([Shape(\"N\", \"T\")] Var x, [Shape(\"N\", \"T - 1\")] Var y) => {|NN0012:x - y|}; }",
            "'x - y' cannot be computed: x has shape (N, T) and y has shape (N, T - 1), but T, the last dim of x, is not T - 1, the last dim of y; with N=1, T=3: (1, 3) against (1, 2)"),
        new("four gates where one is meant", "[Layer] public partial class Net { [Param(\"H\", \"4*H\")] public partial Parameter W { get; } public Var Forward([Shape(\"N\", \"H\")] Var h) => {|NN0012:h + MatMul(h, W)|}; }",
            "'h + MatMul(h, W)' cannot be computed: h has shape (N, H) and MatMul(h, W) has shape (N, 4*H), but H, the last dim of h, is not 4*H, the last dim of MatMul(h, W); with N=1, H=2: (1, 2) against (1, 8)"),

        new("labels as one-hot rows of integers", "[Layer] public partial class Net { public Var Forward([Shape(\"N\", \"C\")] Var scores, [Shape(\"N\", \"C\")] IntVar labels) => {|NN0012:CrossEntropy(scores, labels)|}; }",
            "'CrossEntropy(scores, labels)' cannot be computed: scores has shape (N, C), so labels should have shape (N), but labels has shape (N, C); one-hot targets are a Var"),
        new("labels as reals", "[Layer] public partial class Net { public Var Forward([Shape(\"N\", \"C\")] Var scores, [Shape(\"N\")] Var labels) => {|NN0012:CrossEntropy(scores, labels)|}; }",
            "'CrossEntropy(scores, labels)' cannot be computed: scores has shape (N, C), so targets should have it too, but labels has shape (N); labels, a class number for each row, are an IntVar"),
        new("labels as a column", "[Layer] public partial class Net { public Var Forward([Shape(\"N\", \"C\")] Var scores, [Shape(\"N\", \"1\")] IntVar labels) => {|NN0012:CrossEntropy(scores, labels)|}; }",
            "'CrossEntropy(scores, labels)' cannot be computed: scores has shape (N, C), so labels should have shape (N), but labels has shape (N, 1)"),
        new("a sigmoid loss of a column against a row", "[Layer] public partial class Net { public Var Forward([Shape(\"N\", \"1\")] Var scores, [Shape(\"N\")] Var targets) => {|NN0012:BinaryCrossEntropy(scores, targets)|}; }",
            "'BinaryCrossEntropy(scores, targets)' cannot be computed: scores has shape (N, 1), so targets should have it too, but targets has shape (N)"),

        new("an axis counted from one", WrongProgram.Forward("return {|NN0012:Softmax(x, 2)|};"),
            "'Softmax(x, 2)' cannot be computed: there is no axis 2; (N, I) has the axes 0 to 1, or -2 to -1 counted from the end"),
        new("an axis too far from the end", WrongProgram.Forward("return {|NN0012:Sum(x, -3)|};"),
            "'Sum(x, -3)' cannot be computed: there is no axis -3; (N, I) has the axes 0 to 1, or -2 to -1 counted from the end"),
        new("a size of a third dim", WrongProgram.Forward("return x / {|NN0012:x.Shape[2]|};"),
            "'x.Shape[2]' cannot be computed: there is no axis 2; (N, I) has the axes 0 to 1, or -2 to -1 counted from the end"),
        new("heads that may not divide", """
            [Layer]
            public partial class Net
            {
                [Param("D", "D")] public partial Parameter W { get; }
                [Dim] public partial int Heads { get; }
                public Var Forward([Shape("N", "T", "D")] Var x)
                {
                    var (n, t, d) = x.Shape;
                    return {|NN0013:Reshape(MatMul(x, W), n, t, Heads, d / Heads)|};
                }
            }
            """,
            "'Reshape(MatMul(x, W), n, t, Heads, d / Heads)' can be computed for MatMul(x, W) (N, T, D) only if D % Heads == 0, and nothing says so; state it with [Where(\"D % Heads == 0\")], or every call checks it"),
        new("heads that never divide", """
            [Layer, Where("D % 4 == 2")]
            public partial class Net
            {
                [Param("D")] public partial Parameter W { get; }
                public Var Forward([Shape("N", "D")] Var x) => {|NN0012:Reshape(x * W, x.Size(0), -1, 4)|};
            }
            """,
            "'Reshape(x * W, x.Size(0), -1, 4)' cannot be computed: x * W has shape (N, D), and its N*D elements are not a multiple of 4*N, so -1 has no answer"),
        new("a reshape that forgets the heads", "[Layer, Where(\"D % A == 0\")] public partial class Net { [Param(\"D\")] public partial Parameter W { get; } [Dim] public partial int A { get; } public Var Forward([Shape(\"N\", \"T\", \"D\")] Var x) => {|NN0012:Reshape(x * W, x.Size(0), x.Size(1), x.Size(2) + A)|}; }",
            "'Reshape(x * W, x.Size(0), x.Size(1), x.Size(2) + A)' cannot be computed: x * W has shape (N, T, D), which cannot be reshaped to (N, T, A + D); N*T*D elements are not N*T*A + N*T*D; with D=2, A=1: 2 against 3"),
        new("a flat image that leaves out a dim", """
            [Layer] public partial class Affine { [Param("I", "O")] public partial Parameter W { get; } public Var Forward([Shape("N", "I")] Var x) => MatMul(x, W); }

            [Layer]
            public partial class Net
            {
                [Sub("C*S", "O")] public partial Affine Classify { get; }
                public Var Forward([Shape("N", "C", "S", "S")] Var x) => {|NN0013:Classify.Forward(Flatten(x))|};
            }
            """,
            "'Classify.Forward(Flatten(x))' can be computed for Flatten(x) (N, S*S*C) only if S*C == S*S*C, and nothing says so; state it with [Where(\"S*C == S*S*C\")], or every call checks it"),
        new("an image size as a number", "[Layer] public partial class Net { [Param(\"784\", \"H\")] public partial Parameter W { get; } public Var Forward([Shape(\"N\", \"I\")] Var x) => {|NN0013:MatMul(x, W)|}; }",
            "'MatMul(x, W)' can be computed for x (N, I) and W (784, H) only if I == 784, and nothing says so; state it with [Where(\"I == 784\")], or every call checks it"),

        new("the dims of a sub-layer swapped", """
            [Layer] public partial class Affine { [Param("I", "O")] public partial Parameter W { get; } public Var Forward([Shape("N", "I")] Var x) => MatMul(x, W); }

            [Layer]
            public partial class Net
            {
                [Sub("H", "I")] public partial Affine Hidden { get; }
                public Var Forward([Shape("N", "I")] Var x) => Hidden.Forward({|NN0012:x|});
            }
            """,
            "'Hidden.Forward' takes x of shape (N, H), but x has shape (N, I): I, its last dim, is not H, the I of Hidden (Hidden is Affine(I: H, O: I)); with N=1, H=2, I=3: (1, 2) against (1, 3)"),
        new("a residual of another width", """
            [Layer] public partial class Affine { [Param("I", "O")] public partial Parameter W { get; } public Var Forward([Shape("N", "I")] Var x) => MatMul(x, W); }

            [Layer]
            public partial class Net
            {
                [Sub("D", "H")] public partial Affine Up { get; }
                public Var Forward([Shape("N", "D")] Var x) => {|NN0012:x + Up.Forward(x)|};
            }
            """,
            "'x + Up.Forward(x)' cannot be computed: x has shape (N, D) and Up has shape (N, H), but D, the last dim of x, is not H, the last dim of Up; with N=1, D=2, H=3: (1, 2) against (1, 3)"),
        new("the result's dims swapped", "[Layer] public partial class Net { [Param(\"I\", \"O\")] public partial Parameter W { get; } [return: Shape(\"O\", \"N\")] public Var Forward([Shape(\"N\", \"I\")] Var x) => {|NN0012:MatMul(x, W)|}; }",
            "'Forward' is declared to return (O, N), but this has shape (N, O): N, its first dim, is not O; with O=1, N=2: (1, 2) against (2, 1)"),
        new("a loss that is declared a float", "[Layer] public partial class Net { public {|NN0018:float|} Forward([Shape(\"N\")] Var x) => 1f; }",
            "'Forward' returns a float, but a public method of a definition returns a Var, an IntVar or a Mask, or a tuple of them"),
        new("a Forward over tensors of numbers", "[Layer] public partial class Net { public System.Numerics.Tensors.Tensor<float> {|NN0003:Forward|}(System.Numerics.Tensors.Tensor<float> x) => x; }",
            "'Net' has no Forward over symbols, and this one takes a Tensor<float>; write Var where a tensor of reals comes in and IntVar where one of integers does, and the Forward over tensors is generated"),
        new("a parameter without its attribute", "[Layer] public partial class Net { public Parameter W { get; } = null!; public Var Forward([Shape(\"N\", \"I\")] Var x) => x * {|NN0008:W|}; }",
            "'W' cannot stand in a definition: it has no attribute, so it is never made; declare it: '[Param(\"I\", \"O\")] public partial Parameter W { get; }'"),
        new("a sub-layer without its attribute", Reading.Definitions.Affine + "\n[Layer] public partial class Net { public Affine Hidden { get; } = null!; public Var Forward([Shape(\"N\", \"I\")] Var x) => {|NN0008:Hidden|}.Forward(x); }",
            "'Hidden' cannot stand in a definition: it has no attribute, so it is never made; declare it: '[Sub(…)] public partial Affine Hidden { get; }'"),
        new("a size from the root of another", WrongProgram.Forward("return Reshape(x, {|NN0008:(int)MathF.Sqrt(D)|}, -1);"),
            "'(int)MathF.Sqrt(D)' cannot stand in a definition: a size is made of whole numbers and dims; a real number cannot become one"),
        new("a loop over the batch", WrongProgram.Forward("for (int i = 0; {|NN0008:i < x.Size(0)|}; i++) x = Exp(x); return x;"),
            "'i < x.Size(0)' cannot stand in a definition: the compiler cannot decide it for every size of N; use a constant, or say what is sure with a [Where]"),
    ];
}
