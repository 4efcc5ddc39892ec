namespace NNGen.Generators.Tests.Diagnostics;

/// <summary>Mistakes in what a layer declares.</summary>
public static class WrongDeclarations
{
    public static IReadOnlyList<WrongProgram> All { get; } =
    [
        new("not partial", "[Layer] public class {|NN0001:Net|} { public Var Forward([Shape(\"N\")] Var x) => x; }",
            "?"),

        new("a record", "[Layer] public partial record {|NN0002:Net|} { public Var Forward([Shape(\"N\")] Var x) => x; }",
            "?"),
        new("a static class", "[Layer] public static partial class {|NN0002:Net|} { public static Var Forward([Shape(\"N\")] Var x) => x; }",
            "?"),
        new("a generic class", "[Layer] public partial class {|NN0002:Net|}<T> { public Var Forward([Shape(\"N\")] Var x) => x; }",
            "?"),
        new("an abstract class", "[Layer] public abstract partial class {|NN0002:Net|} { public abstract Var Forward([Shape(\"N\")] Var x); }",
            "?"),
        new("a file-local class", "[Layer] file partial class {|NN0002:Net|} { public Var Forward([Shape(\"N\")] Var x) => x; }",
            "?"),
        new("inside a class that is not partial", "public class Outer { [Layer] public partial class {|NN0002:Net|} { public Var Forward([Shape(\"N\")] Var x) => x; } }",
            "?"),
        new("inside a generic class", "public partial class Outer<T> { [Layer] public partial class {|NN0002:Net|} { public Var Forward([Shape(\"N\")] Var x) => x; } }",
            "?"),
        new("a primary constructor", "[Layer] public partial class {|NN0002:Net|}(int n) { public Var Forward([Shape(\"N\")] Var x) => x * n; }",
            "?"),

        new("no Forward", "[Layer] public partial class {|NN0003:Net|} { [Param(\"I\")] public partial Parameter W { get; } }",
            "?"),
        new("a Forward that is not public", "[Layer] public partial class Net { internal Var {|NN0003:Forward|}([Shape(\"N\")] Var x) => x; }",
            "?"),
        new("a static Forward", "[Layer] public partial class Net { public static Var {|NN0003:Forward|}([Shape(\"N\")] Var x) => x; }",
            "?"),

        new("two Forwards", """
            [Layer]
            public partial class Net
            {
                public Var Forward([Shape("N")] Var x) => x;
                public Var {|NN0004:Forward|}([Shape("N")] Var x, [Shape("N")] Var y) => x + y;
            }
            """,
            "?") { Related = ["Forward"] },

        new("a dim that is no formula", "[Layer] public partial class Net { public Var Forward([Shape(\"N\", {|NN0005:\"I +\"|})] Var x) => x; }",
            "?"),
        new("an empty dim", "[Layer] public partial class Net { [Param({|NN0005:\"\"|}, \"O\")] public partial Parameter W { get; } public Var Forward([Shape(\"N\")] Var x) => x; }",
            "?"),
        new("a negative dim", "[Layer] public partial class Net { public Var Forward([Shape(new[] { \"N\", {|NN0005:\"2 - 3\"|} })] Var x) => x; }",
            "?"),
        new("several dims in one string", "[Layer] public partial class Net { public Var Forward([Shape({|NN0005:\"N, I\"|})] Var x) => x; }",
            "?"),
        new("leading dims in the middle", "[Layer] public partial class Net { public Var Forward([Shape([\"N\", {|NN0005:\"...\"|}])] Var x) => x; }",
            "?"),
        new("leading dims of a parameter", "[Layer] public partial class Net { [Param({|NN0005:\"...\"|}, \"O\")] public partial Parameter W { get; } public Var Forward([Shape(\"N\")] Var x) => x; }",
            "?"),
        new("no string at all", "[Layer] public partial class Net { public Var Forward([Shape(\"N\", {|NN0005:null!|})] Var x) => x; }",
            "?"),
        new("null for all dims", "[Layer] public partial class Net { public Var Forward([Shape({|NN0005:null!|})] Var x) => x; }",
            "?"),

        new("a dim of the result that nothing tells", """
            [Layer]
            public partial class Net
            {
                [return: Shape("N", {|NN0006:"O"|})]
                public Var Forward([Shape("N", "I")] Var x) => x;
            }
            """,
            "?"),
        new("two unknowns in one dim", "[Layer] public partial class Net { public Var Forward([Shape({|NN0006:\"N*T\"|})] Var x) => x; }",
            "?"),
        new("leading dims of the result alone", "[Layer] public partial class Net { [return: Shape({|NN0006:\"...\"|}, \"N\")] public Var Forward([Shape(\"N\")] Var x) => x; }",
            "?"),
        new("a fact about a dim that there is not", "[Layer, Where({|NN0006:\"H % Heads == 0\"|})] public partial class Net { [Param(\"H\")] public partial Parameter W { get; } public Var Forward([Shape(\"N\", \"H\")] Var x) => x * W; }",
            "?"),

        new("an input without a shape", "[Layer] public partial class Net { public Var Forward(Var {|NN0007:x|}, IntVar {|NN0007:t|}) => Pick(x, t); }",
            "?",
            "?"),

        new("a sub-layer that is no layer", """
            public class Dense;

            [Layer]
            public partial class Net
            {
                [Sub("I", "O")] public partial {|NN0010:Dense|} Inner { get; }
                public Var Forward([Shape("N")] Var x) => x;
            }
            """,
            "?"),
        new("a sub-layer that is a number", "[Layer] public partial class Net { [Sub] public partial {|NN0010:int|} Inner { get; } public Var Forward([Shape(\"N\")] Var x) => x; }",
            "?"),

        new("a layer in itself", "[Layer] public partial class Net { [Sub] public partial {|NN0011:Net|} Inner { get; } public Var Forward([Shape(\"N\")] Var x) => Inner.Forward(x); }",
            "?"),
        new("a layer in itself through another", """
            [Layer] public partial class Block { [Sub] public partial {|NN0011:Net|} Next { get; } public Var Forward([Shape("N")] Var x) => Next.Forward(x); }
            [Layer] public partial class Net { [Sub] public partial {|NN0011:Block|} First { get; } public Var Forward([Shape("N")] Var x) => First.Forward(x); }
            [Layer] public partial class Uses { [Sub] public partial Net Only { get; } public Var Forward([Shape("N")] Var x) => Only.Forward(x); }
            """,
            "?",
            "?"),

        new("too few dims for a sub-layer", Affine("{|NN0014:Sub(\"I\")|}"),
            "?"),
        new("too many dims for a sub-layer", Affine("{|NN0014:Sub(\"I\", \"H\", \"O\")|}"),
            "?"),
        new("no dims for a sub-layer", Affine("{|NN0014:Sub|}"),
            "?"),
        new("dims that break a fact of the sub-layer", """
            [Layer, Where("H % A == 0")]
            public partial class Split
            {
                [Param("H", "A")] public partial Parameter W { get; }
                public Var Forward([Shape("N", "H")] Var x) => MatMul(x, W);
            }

            [Layer]
            public partial class Net
            {
                [{|NN0014:Sub("2*K + 1", "2")|}] public partial Split Inner { get; }
                public Var Forward([Shape("N", "2*K + 1")] Var x) => Inner.Forward(x);
            }
            """,
            "?"),

        new("a member with the name of a dim", "[Layer] public partial class Net { [Param(\"I\")] public partial Parameter W { get; } private static int {|NN0015:I|} => 3; public Var Forward([Shape(\"N\", \"I\")] Var x) => x * W; }",
            "?"),
        new("a parameter with the name of a dim", "[Layer] public partial class Net { [Param(\"W\")] public partial Parameter {|NN0015:W|} { get; } public Var Forward([Shape(\"N\", \"W\")] Var x) => x * W; }",
            "?"),
        new("a dim with the name of the layer", "[Layer] public partial class {|NN0015:H|} { [Param(\"H\")] public partial Parameter W { get; } public Var Forward([Shape(\"N\", \"H\")] Var x) => x * W; }",
            "?"),
        new("an input with the name of a dim", "[Layer] public partial class Net { public Var Forward([Shape(\"N\", \"x\")] Var {|NN0015:x|}) => x; }",
            "?"),
        new("an input with the name of a member", "[Layer] public partial class Net { [Param(\"I\")] public partial Parameter W { get; } public Var Forward([Shape(\"N\", \"I\")] Var {|NN0015:W|}) => W * 2; }",
            "?"),
        new("a local with the name of a dim", WrongProgram.Forward("Var {|NN0015:N|} = Exp(x); return N;"),
            "?"),
        new("a local with the name of a member", WrongProgram.Forward("Var {|NN0015:W|} = Exp(x); return W;"),
            "?"),
        new("a member with a generated name", "[Layer] public partial class Net { [Param(\"I\")] public partial Parameter {|NN0015:Grads|} { get; } public Var Forward([Shape(\"N\", \"I\")] Var x) => x * Grads; }",
            "?"),
        new("a method with a generated name", "[Layer] public partial class Net { public Var Forward([Shape(\"N\")] Var x) => x; public Var {|NN0015:Infer|}([Shape(\"N\")] Var x) => x; }",
            "?"),
        new("a setting with the argument of a dim", "[Layer] public partial class Net { [Dim] public partial int rate { get; } [Setting(1f)] public partial float {|NN0015:Rate|} { get; } public Var Forward([Shape(\"N\")] Var x) => x * Rate; }",
            "?"),
        new("a setting with the argument of the seed", "[Layer] public partial class Net { [Setting(1f)] public partial float {|NN0015:Seed|} { get; } public Var Forward([Shape(\"N\")] Var x) => x * Seed; }",
            "?"),

        new("a fact without a comparison", "[Layer, Where({|NN0016:\"N % 2\"|})] public partial class Net { public Var Forward([Shape(\"N\")] Var x) => x; }",
            "?"),
        new("a fact with one equals sign", "[Layer, Where({|NN0016:\"N = 2\"|})] public partial class Net { public Var Forward([Shape(\"N\")] Var x) => x; }",
            "?"),
        new("a fact that is null", "[Layer, Where({|NN0016:null!|})] public partial class Net { public Var Forward([Shape(\"N\")] Var x) => x; }",
            "?"),

        new("a parameter that is not partial", "[Layer] public partial class Net { [Param(\"I\")] public Parameter {|NN0017:W|} { get; } = null!; public Var Forward([Shape(\"N\", \"I\")] Var x) => x * W; }",
            "?"),
        new("a parameter with a setter", "[Layer] public partial class Net { [Param(\"I\")] public partial Parameter {|NN0017:W|} { get; set; } public Var Forward([Shape(\"N\", \"I\")] Var x) => x * W; }",
            "?"),
        new("a parameter that is a Var", "[Layer] public partial class Net { [Param(\"I\")] public partial {|NN0017:Var|} W { get; } public Var Forward([Shape(\"N\", \"I\")] Var x) => x * W; }",
            "?"),
        new("a sub-layer that is not partial", Affine("Sub(\"I\", \"O\")").Replace("partial Affine Inner", "Affine {|NN0017:Inner|}", StringComparison.Ordinal).Replace("{ get; }\n    public Var Forward([Shape(\"N\", \"I\")] Var x) => Inner", "{ get; } = null!;\n    public Var Forward([Shape(\"N\", \"I\")] Var x) => Inner", StringComparison.Ordinal),
            "?"),
        new("a dim that is no int", "[Layer] public partial class Net { [Dim] public partial {|NN0017:long|} H { get; } public Var Forward([Shape(\"N\")] Var x) => x; }",
            "?"),
        new("a setting that is no float", "[Layer] public partial class Net { [Setting(1f)] public partial {|NN0017:double|} Rate { get; } public Var Forward([Shape(\"N\")] Var x) => x; }",
            "?"),

        new("a number as an input", "[Layer] public partial class Net { public Var Forward([Shape(\"N\")] Var x, float {|NN0018:rate|}) => x * rate; }",
            "?"),
        new("a mask as an input", "[Layer] public partial class Net { public Var Forward([Shape(\"N\")] Var x, [Shape(\"N\")] Mask {|NN0018:keep|}) => Where(keep, x, 0); }",
            "?"),
        new("an input by reference", "[Layer] public partial class Net { public Var Forward([Shape(\"N\")] ref Var {|NN0018:x|}) => x; }",
            "?"),
        new("no result", "[Layer] public partial class Net { public {|NN0018:void|} Forward([Shape(\"N\")] Var x) { } }",
            "?"),
        new("a result that is no Var", "[Layer] public partial class Net { public Var Forward([Shape(\"N\")] Var x) => x; public {|NN0018:int|} Rows([Shape(\"N\")] Var x) => x.Size(0); }",
            "?"),
        new("a generic entry point", "[Layer] public partial class Net { public Var {|NN0018:Forward|}<T>([Shape(\"N\")] Var x) => x; }",
            "?"),
        new("a shape for a tuple", "[Layer] public partial class Net { [return: {|NN0018:Shape(\"N\")|}] public (Var, Var) Forward([Shape(\"N\")] Var x) => (x, x); }",
            "?"),

        new("a setting that the sub-layer has not", Scale("[Sub, Set({|NN0020:\"Rates\"|}, 2f)]"),
            "?"),
        new("a setting that is a truth", Scale("[Sub, Set(\"Rate\", {|NN0020:true|})]"),
            "?"),
        new("a setting to pass on that this layer has not", Scale("[Sub, Set(\"Rate\", {|NN0020:\"Speed\"|})]"),
            "?"),
        new("a setting of a layer without any", Scale("[Sub, Set({|NN0020:\"Speed\"|}, 2f)]").Replace("[Setting(1f)] public partial float Rate { get; } ", "", StringComparison.Ordinal).Replace("x * Rate", "x", StringComparison.Ordinal),
            "?"),
    ];

    private static string Affine(string sub) => $$"""
        {{Reading.Definitions.Affine}}

        [Layer]
        public partial class Net
        {
            [{{sub}}] public partial Affine Inner { get; }
            public Var Forward([Shape("N", "I")] Var x) => Inner.Forward(x);
        }
        """;

    private static string Scale(string attributes) => $$"""
        [Layer] public partial class Scale { [Setting(1f)] public partial float Rate { get; } public Var Forward([Shape("...")] Var x) => x * Rate; }

        [Layer]
        public partial class Net
        {
            {{attributes}} public partial Scale Inner { get; }
            public Var Forward([Shape("N")] Var x) => Inner.Forward(x);
        }
        """;
}
