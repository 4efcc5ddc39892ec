using NNGen.Generators.Reading;

namespace NNGen.Generators.Tests.Reading;

/// <summary>The C# that a definition may be written in: statements, sizes, conditions.</summary>
public sealed class LanguageTests
{
    [Theory]
    [InlineData("for (int i = 0; i < 3; i++) x = Exp(x); return x;", "Exp Exp Exp")]
    [InlineData("for (int i = 4; i > 0; i -= 2) x = Exp(x); return x;", "Exp Exp")]
    [InlineData("for (int i = 0; ; i++) { if (i == 1) continue; if (i == 3) break; x = Exp(x); } return x;", "Exp Exp")]
    [InlineData("int i = 0; while (i < 2) { x = Exp(x); i++; } return x;", "Exp Exp")]
    [InlineData("int i = 5; do x = Exp(x); while (i++ < 6); return x;", "Exp Exp")]
    [InlineData("foreach (Var y in new[] { Exp(x), x }) x = Relu(y); return x;", "Exp Relu Relu")]
    [InlineData("foreach (int axis in (int[])[1, 0]) x = Sum(x, axis); return x;", "Sum Sum")]
    [InlineData("for (int i = 0; i < 2; i++) for (int j = 0; j <= i; j++) { if (j == 1) return x; x = Exp(x); } return Relu(x);", "Exp Exp")]
    public void Loops_are_written_out(string body, string operators) => Assert.Equal(operators, Read(body).Operators());

    [Theory]
    [InlineData("return 2 > 1 ? Exp(x) : Relu(x);", "Exp")]
    [InlineData("bool deep = false; if (deep) x = Exp(x); else x = Relu(x); return x;", "Relu")]
    [InlineData("if (x.Shape.Rank == 2 && x.Size(1) == D) return Exp(x); return x;", "Exp")]
    [InlineData("if (D >= 1) return Exp(x); return x;", "Exp")]
    [InlineData("if (D < 1 || !(D + 1 > D)) return Exp(x); return x;", "")]
    [InlineData("bool even = 2 * D % 2 == 0; return even ? Exp(x) : x;", "Exp")]
    public void Conditions_over_constants_and_dims_are_decided(string body, string operators) => Assert.Equal(operators, Read(body).Operators());

    [Fact]
    public void A_dim_that_a_fact_fixes_may_count_a_loop()
    {
        LayerModel layer = Definitions.Read("Counted", """
            [Layer, Where("Steps == 3")]
            public partial class Counted
            {
                [Dim] public partial int Steps { get; }
                public Var Forward([Shape("N")] Var x)
                {
                    for (int i = 0; i < Steps; i++) x += i;
                    return x;
                }
            }
            """);
        Assert.Equal("Constant Add Constant Add Constant Add", layer.Operators());
    }

    [Theory]
    [InlineData("return x.Shape[0] * x;", "Size Multiply", "(N, D)")]
    [InlineData("var (n, d) = x.Shape; return Reshape(x, n * d);", "Reshape", "(N*D)")]
    [InlineData("(int n, _) = x.Shape; return Reshape(x, n, -1, 1);", "Reshape", "(N, D, 1)")]
    [InlineData("return Reshape(x, -1);", "Reshape", "(N*D)")]
    [InlineData("return Reshape(x, x.Size(-1), x.Size(0));", "Reshape", "(D, N)")]
    [InlineData("return Reshape(x, [x.Shape.Size]);", "Reshape", "(N*D)")]
    [InlineData("return Repeat(x, D, axis: 0);", "Repeat", "(N*D, D)")]
    [InlineData("return Full(0.5f, x.Size(0), 2 * D - 1);", "Constant BroadcastTo", "(N, 2*D - 1)")]
    [InlineData("return Transpose(x);", "Transpose", "(D, N)")]
    [InlineData("return OneHot(ids, D);", "OneHot", "(N, D)")]
    [InlineData("return Pick(x, ids);", "Pick", "(N)")]
    [InlineData("return Max(x, axis: -1, keepDims: true);", "Max", "(N, 1)")]
    [InlineData("return ExpandDims(x, 1) * x;", "Reshape Multiply", "(N, N, D)")]
    [InlineData("return MatMul(ExpandDims(x, 0), Transpose(x));", "Reshape Transpose Reshape MatMul Reshape", "(1, N, N)")]
    public void Sizes_are_formulas_in_the_dims(string body, string operators, string result)
    {
        LayerModel layer = Read(body);
        Assert.Equal((operators, result), (layer.Operators(), layer.Result()));
    }

    [Theory]
    [InlineData("return x / MathF.Sqrt(D);", "Size Sqrt Divide")]
    [InlineData("float scale = 1f / (D + 1); scale *= 2; return x * scale;", "Constant Size Divide Constant Multiply Multiply")]
    [InlineData("return (float)Math.Log(2.0) - x;", "Constant Log Subtract")]
    [InlineData("return 1 - 2 * x;", "Constant Constant Multiply Subtract")]
    [InlineData("return -x + MathF.PI;", "Negate Constant Add")]
    [InlineData("x -= 1; x *= x; x /= 2f; return x;", "Constant Subtract Multiply Constant Divide")]
    [InlineData("return Where(x > 0, x, 0);", "Constant Greater Constant Where")]
    [InlineData("return -MathF.Exp(0.5f) * x;", "Constant Exp Negate Multiply")]
    public void Numbers_are_computed_once(string body, string operators) => Assert.Equal(operators, Read(body).Operators());

    [Theory]
    [InlineData("Var y; if (D > 0) y = Exp(x); else y = x; return y;")]
    [InlineData("Var y = Exp(x), z = y; _ = Sum(z); return z;")]
    [InlineData("Var y = Exp(x); (x, y) = (y, x); return x;")]
    [InlineData("{ Var y = Exp(x); { return y; } }")]
    [InlineData("(Var a, (Var b, int n)) = (x, (Exp(x), 2)); return n > 1 ? b : a;")]
    [InlineData("return (this).Same(Exp(x));")]
    [InlineData("return Same(y: Exp(x));")]
    [InlineData("/* a comment */ ; return Exp(x)!;")]
    [InlineData("Var? y = Exp(x); return y;")]
    [InlineData("var f = (Exp(x), x); return f.Item1;")]
    public void Locals_blocks_and_tuples_leave_no_trace(string body)
        => Assert.Equal(["Exp"], Read(body).Operators().Split(' ').Where(name => name != "Sum"));

    [Fact]
    public void Leading_dims_stand_for_any_number_of_them()
    {
        LayerModel layer = Definitions.Read("Dense", """
            [Layer]
            public partial class Dense
            {
                [Param("I", "O")] public partial Parameter W { get; }
                [return: Shape("...", "O")]
                public Var Forward([Shape("...", "I")] Var x) => MatMul(x, W);
            }

            [Layer]
            public partial class Uses
            {
                [Sub("H", "H")] public partial Dense Inner { get; }
                public (Var, Var) Forward([Shape("N", "T", "H")] Var x, [Shape("K", "H")] Var y) => (Inner.Forward(x), Inner.Forward(y));
            }
            """);
        Assert.True(layer.Methods[0].Inputs[0].HasLeading);
        Assert.Equal("(leading, O)", layer.Result());
    }

    [Fact]
    public void Facts_of_a_sub_layer_hold_in_the_layer_around_it()
    {
        LayerModel layer = Definitions.Read("Outer", """
            [Layer, Where("H % A == 0")]
            public partial class Split
            {
                [Dim] public partial int H { get; }
                [Dim] public partial int A { get; }
                public Var Forward([Shape("N", "H")] Var x) => Reshape(x, x.Size(0), A, H / A);
            }

            [Layer]
            public partial class Outer
            {
                [Sub("D", "4")] public partial Split Inner { get; }
                public Var Forward([Shape("N", "D")] Var x) => Inner.Forward(x);
            }
            """);
        Assert.Equal(["D % 4 == 0"], layer.Facts);
        Assert.Equal("(N, 4, D/4)", layer.Result());
    }

    [Fact]
    public void A_condition_may_differ_between_two_uses_of_a_sub_layer()
    {
        LayerModel layer = Definitions.Read("Outer", """
            [Layer]
            public partial class Inner
            {
                [Dim] public partial int D { get; }
                public Var Forward([Shape("N", "D")] Var x) => x;
                private static Var Deep(Var x, int n) => n > 0 ? Exp(x) : x;
                public Var Twice([Shape("N", "D")] Var x) => Deep(Deep(x, 0), 1);
            }

            [Layer]
            public partial class Outer
            {
                [Sub("2")] public partial Inner First { get; }
                public Var Forward([Shape("N", "2")] Var x) => First.Twice(x);
            }
            """);
        Assert.Equal("Exp", layer.Operators());
    }

    [Fact]
    public void A_dim_may_be_told_by_a_formula_of_an_input()
    {
        LayerModel layer = Definitions.Read("Halves", """
            [Layer]
            public partial class Halves
            {
                [return: Shape("N", "T", "2")]
                public Var Forward([Shape("N", "2*T")] Var x)
                {
                    var (n, t) = x.Shape;
                    return Reshape(x, n, t / 2, 2);
                }
            }
            """);
        Assert.Equal("(N, T, 2)", layer.Result());
    }

    [Fact]
    public void A_class_may_be_split_and_nested()
    {
        LayerModel layer = Definitions.Read(
            "Inner",
            "namespace Nets.Small { internal partial struct Outer { [Layer] private partial class Inner { [Param(\"I\", Init = Init.Ones, Scale = 2)] internal partial Parameter W { get; } } } }",
            "namespace Nets.Small { partial struct Outer { partial class Inner { public Var Forward([Shape(\"N\", \"I\")] Var x) => x * W; } } }");
        Assert.Equal("Nets.Small.Outer.Inner", layer.FullName);
        Assert.Equal(["partial struct Outer"], layer.Containing);
        var w = Assert.IsType<ParameterMember>(Assert.Single(layer.Members));
        Assert.Equal(("internal", "Ones", 2f), (w.Accessibility, w.Init, w.Scale));
    }

    private static LayerModel Read(string body) => Definitions.Read("Any", $$"""
        [Layer]
        public partial class Any
        {
            [Dim] public partial int D { get; }
            public Var Forward([Shape("N", "D")] Var x, [Shape("N")] IntVar ids)
            {
                {{body}}
            }

            private Var Same(Var y) => y;
        }
        """);
}
