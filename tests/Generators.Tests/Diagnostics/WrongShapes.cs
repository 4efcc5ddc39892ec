namespace NNGen.Generators.Tests.Diagnostics;

/// <summary>Shapes that do not fit, or fit only for some sizes.</summary>
public static class WrongShapes
{
    public static IReadOnlyList<WrongProgram> All { get; } =
    [
        new("a product whose inner dims differ", WrongProgram.Forward("return {|NN0012:MatMul(y, W)|};"),
            "'MatMul(y, W)' cannot be computed: y has shape (N, D) and W has shape (I, O), but D, the last dim of y, is not I, the first dim of W; with N=1, D=2, I=3, O=4: (1, 2) × (3, 4)") { Related = ["Shape(\"N\", \"D\")", "Param(\"I\", \"O\")"] },
        new("a product of locals", WrongProgram.Forward("Var h = MatMul(x, W); return {|NN0012:MatMul(h, W)|};"),
            "'MatMul(h, W)' cannot be computed: h has shape (N, O) and W has shape (I, O), but O, the last dim of h, is not I, the first dim of W; with N=1, O=2, I=3: (1, 2) × (3, 2)") { Related = ["MatMul(x, W)", "Param(\"I\", \"O\")"] },
        new("a product with a scalar", WrongProgram.Forward("return {|NN0012:MatMul(Sum(x), W)|};"),
            "'MatMul(Sum(x), W)' cannot be computed: a matrix product needs one dim or more on both sides, but Sum(x) has shape () and W has shape (I, O); a number is multiplied with *"),
        new("a product of a vector of another length", WrongProgram.Forward("return {|NN0012:MatMul(Sum(x, 1), W)|} + {|NN0012:MatMul(W, Sum(y, 0))|};"),
            "'MatMul(Sum(x, 1), W)' cannot be computed: Sum(x, 1) has shape (N) and W has shape (I, O), but N, the only dim of Sum(x, 1), is not I, the first dim of W; with N=1, I=2, O=3: (1) × (2, 3)",
            "'MatMul(W, Sum(y, 0))' cannot be computed: W has shape (I, O) and Sum(y, 0) has shape (D), but O, the last dim of W, is not D, the only dim of Sum(y, 0); with I=1, O=2, D=3: (1, 2) × (3)"),
        new("a sum whose dims differ", WrongProgram.Forward("return {|NN0012:x + y|};"),
            "'x + y' cannot be computed: x has shape (N, I) and y has shape (N, D), but I, the last dim of x, is not D, the last dim of y; with N=1, I=2, D=3: (1, 2) against (1, 3)") { Related = ["Shape(\"N\", \"I\")", "Shape(\"N\", \"D\")"] },
        new("a sum of expressions", WrongProgram.Forward("return {|NN0012:MatMul(x, W) * 2 - Sum(x, axis: 1)|};"),
            "'MatMul(x, W) * 2 - Sum(x, axis: 1)' cannot be computed: MatMul(x, W) * 2 has shape (N, O) and Sum(x, axis: 1) has shape (N), but O, the last dim of MatMul(x, W) * 2, is not N, the only dim of Sum(x, axis: 1); with N=2, O=3: (2, 3) against (2)"),
        new("a compound assignment", WrongProgram.Forward("{|NN0012:x += y|}; return x;"),
            "'x += y' cannot be computed: x has shape (N, I) and y has shape (N, D), but I, the last dim of x, is not D, the last dim of y; with N=1, I=2, D=3: (1, 2) against (1, 3)"),
        new("a choice between different shapes", WrongProgram.Forward("return {|NN0012:Where(x > 0, x, y)|};"),
            "'Where(x > 0, x, y)' cannot be computed: x > 0 has shape (N, I) and y has shape (N, D), but I, the last dim of x > 0, is not D, the last dim of y; with N=1, I=2, D=3: (1, 2) against (1, 3)"),
        new("labels of another length", "[Layer] public partial class Net { public Var Forward([Shape(\"N\", \"C\")] Var x, [Shape(\"M\")] IntVar t) => {|NN0012:CrossEntropy(x, t)|}; }",
            "'CrossEntropy(x, t)' cannot be computed: x has shape (N, C), so labels should have shape (N), but t has shape (M); with N=1, M=2: (1) against (2)"),
        new("labels with too many dims", "[Layer] public partial class Net { public Var Forward([Shape(\"N\", \"C\")] Var x, [Shape(\"N\", \"C\")] IntVar t) => {|NN0012:CrossEntropy(x, t)|}; }",
            "'CrossEntropy(x, t)' cannot be computed: x has shape (N, C), so labels should have shape (N), but t has shape (N, C)"),
        new("targets of another shape", WrongProgram.Forward("return {|NN0012:CrossEntropy(x, y)|};"),
            "'CrossEntropy(x, y)' cannot be computed: x has shape (N, I), so targets should have it too, but y has shape (N, D); with N=1, I=2, D=3: (1, 2) against (1, 3)"),
        new("an index of another shape", WrongProgram.Forward("return {|NN0012:Pick(Transpose(x), t)|};"),
            "'Pick(Transpose(x), t)' cannot be computed: Transpose(x) has shape (I, N), so index should have shape (I), but t has shape (N); with I=1, N=2: (1) against (2)"),
        new("a reshape to another number of elements", WrongProgram.Forward("return {|NN0012:Reshape(x, x.Size(0), D)|};"),
            "'Reshape(x, x.Size(0), D)' cannot be computed: x has shape (N, I), which cannot be reshaped to (N, D); N*I elements are not N*D; with I=1, D=2: 1 against 2"),
        new("a reshape of constants", "[Layer] public partial class Net { public Var Forward([Shape(\"3\", \"4\")] Var x) => {|NN0012:Reshape(x, 5, -1)|}; }",
            "'Reshape(x, 5, -1)' cannot be computed: x has shape (3, 4), and its 12 elements are not a multiple of 5, so -1 has no answer"),
        new("a reshape with two open sizes", WrongProgram.Forward("return {|NN0012:Reshape(x, -1, -1)|};"),
            "'Reshape(x, -1, -1)' cannot be computed: only one size of a reshape can be -1"),
        new("an axis that there is not", WrongProgram.Forward("return {|NN0012:Sum(x, 2)|};"),
            "'Sum(x, 2)' cannot be computed: there is no axis 2; (N, I) has the axes 0 to 1, or -2 to -1 counted from the end"),
        new("an axis of a scalar", WrongProgram.Forward("return {|NN0012:Softmax(Sum(x))|};"),
            "'Softmax(Sum(x))' cannot be computed: there is no axis -1; the value is a scalar, of shape ()"),
        new("an axis that is no number", WrongProgram.Forward("return {|NN0012:Max(x, D)|};"),
            "'Max(x, D)' cannot be computed: the axis has to be a number that the compiler knows, but it is D"),
        new("a size of an axis that there is not", WrongProgram.Forward("return x * {|NN0012:x.Size(-3)|};"),
            "'x.Size(-3)' cannot be computed: there is no axis -3; (N, I) has the axes 0 to 1, or -2 to -1 counted from the end"),
        new("a shape with fewer dims than names", WrongProgram.Forward("{|NN0012:var (n, s, d) = x.Shape|}; return Reshape(x, n, s, d);"),
            "'(n, s, d)' takes 3 sizes, but the shape (N, I) has 2 dims"),
        new("a transpose of a vector", WrongProgram.Forward("return {|NN0012:Transpose(Sum(x, 0))|};"),
            "'Transpose(Sum(x, 0))' cannot be computed: a transpose swaps the last two axes, but (I) has only one"),
        new("a squeeze of an axis that is not 1", WrongProgram.Forward("return {|NN0012:Squeeze(x, 1)|};"),
            "'Squeeze(x, 1)' cannot be computed: axis 1 of (N, I) has size I; only an axis of size 1 can be squeezed away"),
        new("a stretch that does not fit", WrongProgram.Forward("return {|NN0012:BroadcastTo(x, D, 3)|};"),
            "'BroadcastTo(x, D, 3)' cannot be computed: x has shape (N, I), which does not stretch to (D, 3); only a dim of 1 stretches, and missing ones in front"),
        new("a negative number of copies", WrongProgram.Forward("return {|NN0012:Repeat(x, -2, 0)|};"),
            "'Repeat(x, -2, 0)' cannot be computed: a value cannot be repeated -2 times"),

        new("a sub-layer fed with the wrong width", """
            [Layer] public partial class Affine { [Param("I", "O")] public partial Parameter W { get; } public Var Forward([Shape("N", "I")] Var x) => MatMul(x, W); }

            [Layer]
            public partial class Net
            {
                [Sub("D", "H")] public partial Affine Hidden { get; }
                [Sub("K", "O")] public partial Affine Output { get; }
                public Var Forward([Shape("N", "D")] Var x)
                {
                    Var a = Relu(Hidden.Forward(x));
                    return Output.Forward({|NN0012:a|});
                }
            }
            """,
            "'Output.Forward' takes x of shape (N, K), but a has shape (N, H): H, its last dim, is not K, the I of Output; with N=1, K=2, H=3: (1, 2) against (1, 3)") { Related = ["Relu(Hidden.Forward(x))", "Sub(\"K\", \"O\")"] },
        new("a sub-layer fed with the wrong number of dims", """
            [Layer] public partial class Affine { [Param("I", "O")] public partial Parameter W { get; } public Var Forward([Shape("N", "I")] Var x) => MatMul(x, W); }

            [Layer]
            public partial class Net
            {
                [Sub("D", "H")] public partial Affine Hidden { get; }
                public Var Forward([Shape("N", "T", "D")] Var x) => Hidden.Forward({|NN0012:x|});
            }
            """,
            "'Hidden.Forward' takes x of shape (N, D), but x has shape (N, T, D): 3 dims instead of 2"),
        new("a sub-layer whose inputs do not fit each other", """
            [Layer] public partial class Loss { public Var Forward([Shape("N", "C")] Var scores, [Shape("N")] IntVar labels) => CrossEntropy(scores, labels); }

            [Layer]
            public partial class Net
            {
                [Sub] public partial Loss Score { get; }
                public Var Forward([Shape("N", "C")] Var x, [Shape("M")] IntVar t) => Score.Forward(x, {|NN0012:t|});
            }
            """,
            "'Score.Forward' takes labels of shape (N), but t has shape (M): M, its only dim, is not N; with N=1, M=2: (1) against (2)"),
        new("a sub-layer with leading dims", """
            [Layer] public partial class Dense { [Param("I", "O")] public partial Parameter W { get; } public Var Forward([Shape("...", "I")] Var x) => MatMul(x, W); }

            [Layer]
            public partial class Net
            {
                [Sub("D", "H")] public partial Dense Hidden { get; }
                public Var Forward([Shape("N", "T", "K")] Var x) => Hidden.Forward({|NN0012:x|});
            }
            """,
            "'Hidden.Forward' takes x of shape (N, T, D), but x has shape (N, T, K): K, its last dim, is not D, the I of Hidden; with N=1, T=2, D=3, K=4: (1, 2, 3) against (1, 2, 4)"),
        new("a method of the class fed with the wrong shape", """
            [Layer]
            public partial class Net
            {
                public Var Forward([Shape("N", "I")] Var x) => Half({|NN0012:Sum(x, 0)|});
                public Var Half([Shape("N", "I")] Var x) => x / 2;
            }
            """,
            "'Half' takes x of shape (N, I), but Sum(x, 0) has shape (I): 1 dim instead of 2"),
        new("a method with a fact about its call", """
            [Layer, Where("T <= 8")]
            public partial class Short { public Var Forward([Shape("N", "T")] Var x) => Exp(x); }

            [Layer]
            public partial class Net
            {
                [Sub] public partial Short Inner { get; }
                public Var Forward([Shape("N", "T")] Var x, [Shape("N", "9")] Var y) => {|NN0012:Inner.Forward(x)|} + {|NN0012:Inner.Forward(y)|};
            }
            """,
            "'Inner.Forward' can be called only where T <= 8, and nothing says so; state it with [Where(\"T <= 8\")]",
            "'Inner.Forward' can be called only where T <= 8, here 9 <= 8, which never holds"),
        new("a helper elsewhere", WrongProgram.Forward("return {|NN0012:Elsewhere.Product(x, y)|};") + "\nstatic class Elsewhere { public static Var Product(Var a, Var b) => MatMul(a, b); }",
            "In Elsewhere.Product: 'MatMul(a, b)' cannot be computed: x has shape (N, I) and y has shape (N, D), but I, the last dim of x, is not N, the first dim of y; with N=1, I=2, D=3: (1, 2) × (1, 3)")
        {
            Related = ["MatMul(a, b)", "Shape(\"N\", \"I\")", "Shape(\"N\", \"D\")"],
        },

        new("a result of another shape than declared", """
            [Layer]
            public partial class Net
            {
                [Param("I", "O")] public partial Parameter W { get; }

                [return: Shape("N", "I")]
                public Var Forward([Shape("N", "I")] Var x)
                {
                    Var y = MatMul(x, W);
                    return {|NN0012:Relu(y)|};
                }
            }
            """,
            "'Forward' is declared to return (N, I), but this has shape (N, O): O, its last dim, is not I; with N=1, I=2, O=3: (1, 2) against (1, 3)") { Related = ["Shape(\"N\", \"I\")"] },
        new("a result of another rank than declared", "[Layer] public partial class Net { [return: Shape] public Var Forward([Shape(\"N\", \"I\")] Var x) => {|NN0012:Sum(x, 0)|}; }",
            "'Forward' is declared to return (), but this has shape (I): 1 dim instead of none"),
        new("a result whose leading dims are lost", "[Layer] public partial class Net { [return: Shape(\"...\", \"I\")] public Var Forward([Shape(\"...\", \"I\")] Var x) => {|NN0012:Mean(x, -1)|}; }",
            "'Forward' is declared to return (..., I), but this has shape (...): 1 dim instead of 2"),
        new("leading dims that line up with others", "[Layer] public partial class Net { [Param(\"3\", \"I\")] public partial Parameter W { get; } public Var Forward([Shape(\"...\", \"I\")] Var x) => {|NN0008:x * W|} + ({|NN0008:x - Mean(x, -1)|}); }",
            "'x * W' cannot stand in a definition: x has shape (..., I) and W has shape (3, I), and \"...\", any number of dims, lines up only with itself, at the same distance from the end",
            "'x - Mean(x, -1)' cannot stand in a definition: x has shape (..., I) and Mean(x, -1) has shape (...), and \"...\", any number of dims, lines up only with itself, at the same distance from the end; a reduction keeps its axis with keepDims: true"),
        new("leading dims in a product", "[Layer] public partial class Net { [Param(\"3\", \"N\")] public partial Parameter W { get; } public Var Forward([Shape(\"...\", \"I\")] Var x, [Shape(\"...\", \"I\", \"O\")] Var y) => Sum({|NN0008:MatMul(W, x)|}) + Sum({|NN0008:MatMul(x, y)|}); }",
            "'MatMul(W, x)' cannot stand in a definition: W has shape (3, N) and x has shape (..., I), and \"...\" stands for any number of dims: in a product they are all rows on the left, as in (..., I) × (I, O), or batches of both sides, as in (..., T, I) × (..., I, O)",
            "'MatMul(x, y)' cannot stand in a definition: x has shape (..., I) and y has shape (..., I, O), and \"...\" stands for any number of dims: in a product they are all rows on the left, as in (..., I) × (I, O), or batches of both sides, as in (..., T, I) × (..., I, O)"),
        new("leading dims made one", "[Layer] public partial class Net { public Var Forward([Shape(\"...\", \"I\")] Var x) => Sum({|NN0008:Reshape(x, -1, x.Size(-1))|}, 0) + {|NN0008:BroadcastTo(x, 3, x.Size(-1))|}; }",
            "'Reshape(x, -1, x.Size(-1))' cannot stand in a definition: \"...\" stands for any number of dims, and this would make them one; name the dims in the [Shape], as in \"N\", \"T\"",
            "'BroadcastTo(x, 3, x.Size(-1))' cannot stand in a definition: \"...\" stands for any number of dims, and this takes a fixed number of them; name the dims in the [Shape], as in \"N\", \"T\""),
        new("leading dims into a layer that has none", """
            [Layer] public partial class Columns { public Var Forward([Shape("N", "I")] Var x) => Softmax(x, 0); }

            [Layer]
            public partial class Net
            {
                [Sub] public partial Columns Inner { get; }
                public Var Forward([Shape("...", "I")] Var x) => Inner.Forward({|NN0012:x|});
            }
            """,
            "'Inner.Forward' takes x of shape (N, I), but x has shape (..., I): \"...\" stands for any number of dims; name them here, or write \"...\" there"),
        new("leading dims that do not fit", "[Layer] public partial class Net { [Param(\"K\")] public partial Parameter W { get; } public Var Forward([Shape(\"...\", \"I\")] Var x) => {|NN0012:x * W|}; }",
            "'x * W' cannot be computed: x has shape (..., I) and W has shape (K), but I, the last dim of x, is not K, the only dim of W; with leading=1, I=2, K=3: (1, 2) against (3)"),

        new("a product that fits for some sizes", """
            [Layer]
            public partial class Net
            {
                [Param("K", "O")] public partial Parameter W { get; }
                [Dim] public partial int H { get; }
                public Var Forward([Shape("N", "2*H")] Var x) => {|NN0013:MatMul(x, W)|};
            }
            """,
            "'MatMul(x, W)' can be computed for x (N, 2*H) and W (K, O) only if 2*H == K, and nothing says so; state it with [Where(\"2*H == K\")], or every call checks it") { Related = ["Shape(\"N\", \"2*H\")", "Param(\"K\", \"O\")"] },
        new("a result that fits for some sizes", """
            [Layer]
            public partial class Net
            {
                [Dim] public partial int H { get; }
                [Dim] public partial int K { get; }
                [return: Shape("N", "K")]
                public Var Forward([Shape("N", "2*H")] Var x) => {|NN0013:Exp(x)|};
            }
            """,
            "'Forward' is declared to return (N, K), and this has shape (N, 2*H), which is the same only if K == 2*H, and nothing says so; state it with [Where(\"K == 2*H\")], or every call checks it"),
        new("a sub-layer that fits for some sizes", """
            [Layer] public partial class Affine { [Param("I", "O")] public partial Parameter W { get; } public Var Forward([Shape("N", "I")] Var x) => MatMul(x, W); }

            [Layer]
            public partial class Net
            {
                [Sub("2*H", "O")] public partial Affine Output { get; }
                [Sub("D", "K")] public partial Affine Hidden { get; }
                public Var Forward([Shape("N", "D")] Var x) => {|NN0013:Output.Forward(Hidden.Forward(x))|};
            }
            """,
            "'Output.Forward(Hidden.Forward(x))' can be computed for Hidden (N, K) only if 2*H == K, and nothing says so; state it with [Where(\"2*H == K\")], or every call checks it"),
        new("a reshape that fits for some sizes", WrongProgram.Forward("return {|NN0013:Reshape(x, -1, D, 2)|};"),
            "'Reshape(x, -1, D, 2)' can be computed for x (N, I) only if N*I % (2*D) == 0, and nothing says so; state it with [Where(\"N*I % (2*D) == 0\")], or every call checks it"),
    ];
}
