namespace NNGen.Generators.Tests.Diagnostics;

/// <summary>Shapes that do not fit, or fit only for some sizes.</summary>
public static class WrongShapes
{
    public static IReadOnlyList<WrongProgram> All { get; } =
    [
        new("a product whose inner dims differ", WrongProgram.Forward("return {|NN0012:MatMul(y, W)|};"), "?") { Related = ["Shape(\"N\", \"D\")", "Param(\"I\", \"O\")"] },
        new("a product of locals", WrongProgram.Forward("Var h = MatMul(x, W); return {|NN0012:MatMul(h, W)|};"), "?") { Related = ["MatMul(x, W)", "Param(\"I\", \"O\")"] },
        new("a product of a vector", WrongProgram.Forward("return {|NN0012:MatMul(Sum(x, 0), W)|};"), "?"),
        new("a sum whose dims differ", WrongProgram.Forward("return {|NN0012:x + y|};"), "?") { Related = ["Shape(\"N\", \"I\")", "Shape(\"N\", \"D\")"] },
        new("a sum of expressions", WrongProgram.Forward("return {|NN0012:MatMul(x, W) * 2 - Sum(x, axis: 1)|};"), "?"),
        new("a compound assignment", WrongProgram.Forward("{|NN0012:x += y|}; return x;"), "?"),
        new("a choice between different shapes", WrongProgram.Forward("return {|NN0012:Where(x > 0, x, y)|};"), "?"),
        new("labels of another length", "[Layer] public partial class Net { public Var Forward([Shape(\"N\", \"C\")] Var x, [Shape(\"M\")] IntVar t) => {|NN0012:CrossEntropy(x, t)|}; }", "?"),
        new("labels with too many dims", "[Layer] public partial class Net { public Var Forward([Shape(\"N\", \"C\")] Var x, [Shape(\"N\", \"C\")] IntVar t) => {|NN0012:CrossEntropy(x, t)|}; }", "?"),
        new("targets of another shape", WrongProgram.Forward("return {|NN0012:CrossEntropy(x, y)|};"), "?"),
        new("an index of another shape", WrongProgram.Forward("return {|NN0012:Pick(Transpose(x), t)|};"), "?"),
        new("a reshape to another number of elements", WrongProgram.Forward("return {|NN0012:Reshape(x, x.Size(0), D)|};"), "?"),
        new("a reshape of constants", "[Layer] public partial class Net { public Var Forward([Shape(\"3\", \"4\")] Var x) => {|NN0012:Reshape(x, 5, -1)|}; }", "?"),
        new("a reshape with two open sizes", WrongProgram.Forward("return {|NN0012:Reshape(x, -1, -1)|};"), "?"),
        new("an axis that there is not", WrongProgram.Forward("return {|NN0012:Sum(x, 2)|};"), "?"),
        new("an axis of a scalar", WrongProgram.Forward("return {|NN0012:Softmax(Sum(x))|};"), "?"),
        new("an axis that is no number", WrongProgram.Forward("return {|NN0012:Max(x, D)|};"), "?"),
        new("a size of an axis that there is not", WrongProgram.Forward("return x * {|NN0012:x.Size(-3)|};"), "?"),
        new("a shape with fewer dims than names", WrongProgram.Forward("{|NN0012:var (n, s, d) = x.Shape|}; return Reshape(x, n, s, d);"), "?"),
        new("a transpose of a vector", WrongProgram.Forward("return {|NN0012:Transpose(Sum(x, 0))|};"), "?"),
        new("a squeeze of an axis that is not 1", WrongProgram.Forward("return {|NN0012:Squeeze(x, 1)|};"), "?"),
        new("a stretch that does not fit", WrongProgram.Forward("return {|NN0012:BroadcastTo(x, D, 3)|};"), "?"),
        new("a negative number of copies", WrongProgram.Forward("return {|NN0012:Repeat(x, -2, 0)|};"), "?"),

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
            """, "?") { Related = ["Relu(Hidden.Forward(x))", "Sub(\"K\", \"O\")"] },
        new("a sub-layer fed with the wrong number of dims", """
            [Layer] public partial class Affine { [Param("I", "O")] public partial Parameter W { get; } public Var Forward([Shape("N", "I")] Var x) => MatMul(x, W); }

            [Layer]
            public partial class Net
            {
                [Sub("D", "H")] public partial Affine Hidden { get; }
                public Var Forward([Shape("N", "T", "D")] Var x) => Hidden.Forward({|NN0012:x|});
            }
            """, "?"),
        new("a sub-layer whose inputs do not fit each other", """
            [Layer] public partial class Loss { public Var Forward([Shape("N", "C")] Var scores, [Shape("N")] IntVar labels) => CrossEntropy(scores, labels); }

            [Layer]
            public partial class Net
            {
                [Sub] public partial Loss Loss { get; }
                public Var Forward([Shape("N", "T", "C")] Var x, [Shape("N")] IntVar t) => Loss.Forward(Reshape(x, -1, x.Size(2)), {|NN0012:t|});
            }
            """, "?"),
        new("a sub-layer with leading dims", """
            [Layer] public partial class Dense { [Param("I", "O")] public partial Parameter W { get; } public Var Forward([Shape("...", "I")] Var x) => MatMul(x, W); }

            [Layer]
            public partial class Net
            {
                [Sub("D", "H")] public partial Dense Hidden { get; }
                public Var Forward([Shape("N", "T", "K")] Var x) => Hidden.Forward({|NN0012:x|});
            }
            """, "?"),
        new("a method of the class fed with the wrong shape", """
            [Layer]
            public partial class Net
            {
                public Var Forward([Shape("N", "I")] Var x) => Half({|NN0012:Sum(x, 0)|});
                public Var Half([Shape("N", "I")] Var x) => x / 2;
            }
            """, "?"),
        new("a method with a fact about its call", """
            [Layer, Where("T <= 8")]
            public partial class Short { public Var Forward([Shape("N", "T")] Var x) => Exp(x); }

            [Layer]
            public partial class Net
            {
                [Sub] public partial Short Inner { get; }
                public Var Forward([Shape("N", "T")] Var x, [Shape("N", "9")] Var y) => {|NN0012:Inner.Forward(x)|} + {|NN0012:Inner.Forward(y)|};
            }
            """, "?", "?"),
        new("a helper elsewhere", WrongProgram.Forward("return {|NN0012:Elsewhere.Product(x, y)|};") + "\nstatic class Elsewhere { public static Var Product(Var a, Var b) => MatMul(a, b); }", "?")
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
            """, "?") { Related = ["Shape(\"N\", \"I\")"] },
        new("a result of another rank than declared", "[Layer] public partial class Net { [return: Shape] public Var Forward([Shape(\"N\", \"I\")] Var x) => {|NN0012:Sum(x, 0)|}; }", "?"),
        new("a result whose leading dims are lost", "[Layer] public partial class Net { [return: Shape(\"...\", \"I\")] public Var Forward([Shape(\"...\", \"I\")] Var x) => {|NN0012:Sum(x, 0)|}; }", "?"),
        new("leading dims that do not fit", "[Layer] public partial class Net { [Param(\"K\")] public partial Parameter W { get; } public Var Forward([Shape(\"...\", \"I\")] Var x) => {|NN0012:x * W|}; }", "?"),

        new("a product that fits for some sizes", """
            [Layer]
            public partial class Net
            {
                [Param("K", "O")] public partial Parameter W { get; }
                [Dim] public partial int H { get; }
                public Var Forward([Shape("N", "2*H")] Var x) => {|NN0013:MatMul(x, W)|};
            }
            """, "?") { Related = ["Shape(\"N\", \"2*H\")", "Param(\"K\", \"O\")"] },
        new("a result that fits for some sizes", """
            [Layer]
            public partial class Net
            {
                [Dim] public partial int H { get; }
                [Dim] public partial int K { get; }
                [return: Shape("N", "K")]
                public Var Forward([Shape("N", "2*H")] Var x) => {|NN0013:Exp(x)|};
            }
            """, "?"),
        new("a sub-layer that fits for some sizes", """
            [Layer] public partial class Affine { [Param("I", "O")] public partial Parameter W { get; } public Var Forward([Shape("N", "I")] Var x) => MatMul(x, W); }

            [Layer]
            public partial class Net
            {
                [Sub("2*H", "O")] public partial Affine Output { get; }
                [Sub("D", "K")] public partial Affine Hidden { get; }
                public Var Forward([Shape("N", "D")] Var x) => {|NN0013:Output.Forward(Hidden.Forward(x))|};
            }
            """, "?"),
        new("a reshape that fits for some sizes", WrongProgram.Forward("return {|NN0013:Reshape(x, -1, D, 2)|};"), "?"),
    ];
}
