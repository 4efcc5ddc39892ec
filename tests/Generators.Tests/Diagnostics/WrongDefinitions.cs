namespace NNGen.Generators.Tests.Diagnostics;

/// <summary>Constructs that a definition cannot have.</summary>
public static class WrongDefinitions
{
    public static IReadOnlyList<WrongProgram> All { get; } =
    [
        new("an object", WrongProgram.Forward("return {|NN0008:new Net()|}.Forward(x, y, t);"), "?"),
        new("an array of a length", WrongProgram.Forward("var values = {|NN0008:new Var[3]|}; return x;"), "?"),
        new("an element of an array", WrongProgram.Forward("var values = new[] { x, x }; return {|NN0008:values[0]|};"), "?"),
        new("a lambda", WrongProgram.Forward("Func<Var, Var> f = {|NN0008:v => Exp(v)|}; return f(x);"), "?"),
        new("a method group", WrongProgram.Forward("Func<Var, Var> f = {|NN0008:Exp|}; return f(x);"), "?"),
        new("a switch", WrongProgram.Forward("return {|NN0008:D switch { 1 => x, _ => Exp(x) }|};"), "?"),
        new("a switch statement", WrongProgram.Forward("{|NN0008:switch|} (D) { case 1: return x; default: return Exp(x); }"), "?"),
        new("a pattern", WrongProgram.Forward("if ({|NN0008:x is Parameter|}) return x; return Exp(x);"), "?"),
        new("text", WrongProgram.Forward("string text = {|NN0008:$\"{D}\"|}; return x;"), "?"),
        new("null", WrongProgram.Forward("Var z = {|NN0008:null|}!; return x;"), "?"),
        new("a default for null", WrongProgram.Forward("return {|NN0008:x ?? y|};"), "?"),
        new("a throw", WrongProgram.Forward("{|NN0008:throw new InvalidOperationException();|}"), "?"),
        new("a throw in an expression", WrongProgram.Forward("return 1 > 2 ? x : {|NN0008:throw new InvalidOperationException()|};"), "?"),
        new("a try", WrongProgram.Forward("{|NN0008:try|} { return x; } finally { }"), "?"),
        new("a lock", WrongProgram.Forward("{|NN0008:lock|} (x) return x;"), "?"),
        new("a goto", WrongProgram.Forward("{|NN0008:again|}: goto again;"), "?"),
        new("a loop with a count that the layer's maker gives", WrongProgram.Forward("for (int i = 0; {|NN0008:i < D|}; i++) x = Exp(x); return x;"), "?"),
        new("a while over a size", WrongProgram.Forward("int n = x.Size(0); while ({|NN0008:n > 0|}) { x = Exp(x); n--; } return x;"), "?"),
        new("a loop without end", WrongProgram.Forward("while (true) {|NN0008:x = Exp(x);|} return x;"), "?"),
        new("an if over a size", WrongProgram.Forward("if ({|NN0008:x.Size(0) == x.Size(1)|}) return x; return Exp(x);"), "?"),
        new("an if over a setting", WrongProgram.Forward("return {|NN0008:Rate > 0|} ? x : Exp(x);"), "?"),
        new("a foreach over something else", WrongProgram.Forward("foreach (char c in {|NN0008:\"abc\"|}) x = Exp(x); return x;"), "?"),
        new("a static field", WrongProgram.Forward("return x * {|NN0008:Factors.Current|};") + "\nstatic class Factors { public static float Current = 2; }", "?"),
        new("a static property", WrongProgram.Forward("return x * {|NN0008:Environment.ProcessorCount|};"), "?"),
        new("a property that is no member", """
            [Layer]
            public partial class Net
            {
                private float Half => 0.5f;
                public Var Forward([Shape("N")] Var x) => x * {|NN0008:Half|};
            }
            """, "?"),
        new("a dim that is not declared as a number", """
            [Layer]
            public partial class Net
            {
                [Param("H")] public partial Parameter W { get; }
                private int H_ => 1;
                public Var Forward([Shape("N", "H")] Var x) => x * W * {|NN0008:H_|};
            }
            """, "?"),
        new("a property of a parameter", WrongProgram.Forward("return x * {|NN0008:W.Name|}.Length;"), "?"),
        new("a method of a value", WrongProgram.Forward("return x * {|NN0008:x.GetHashCode()|};"), "?"),
        new("an assignment to a member", """
            [Layer]
            public partial class Net
            {
                private Var? _last;
                public Var Forward([Shape("N")] Var x) { {|NN0008:_last = x|}; return x; }
            }
            """, "?"),
        new("an out argument", WrongProgram.Forward("Split(x, {|NN0008:out Var half|}); return half; static void Split(Var v, out Var w) => w = v / 2;"), "?"),
        new("a function of MathF that there is not", WrongProgram.Forward("return x * {|NN0008:MathF.Cbrt(Rate)|};"), "?"),
        new("a size from a real number", WrongProgram.Forward("return Sum(x, {|NN0008:(int)Rate|});"), "?"),
        new("a size that has no value", WrongProgram.Forward("int zero = D - D; return Repeat(x, {|NN0008:D / zero|}, 0);"), "?"),

        new("a method of another library", WrongProgram.Forward("return x * {|NN0009:string.Compare(\"a\", \"b\", StringComparison.Ordinal)|};"), "?"),
        new("a tensor of numbers", WrongProgram.Forward("return x * {|NN0009:Var.From([], 0)|};"), "?"),

        new("a method that calls itself", """
            [Layer]
            public partial class Net
            {
                public Var Forward([Shape("N")] Var x) => Deeper(x, 3);
                private Var Deeper(Var x, int depth) => depth == 0 ? x : {|NN0019:Deeper(Exp(x), depth - 1)|};
            }
            """, "?"),
        new("a Forward that calls itself", "[Layer] public partial class Net { public Var Forward([Shape(\"N\")] Var x) => {|NN0019:Forward(x)|}; }", "?"),
        new("methods that call each other", """
            [Layer]
            public partial class Net
            {
                public Var Forward([Shape("N")] Var x) => A(x);
                private Var A(Var x) => B(x);
                private Var B(Var x) => {|NN0019:A(x)|};
            }
            """, "?"),
        new("a recursion over numbers alone", WrongProgram.Forward("return x * Factorial(3); static int Factorial(int n) => n < 2 ? 1 : n * {|NN0019:Factorial(n - 1)|};"), "?"),
        new("a helper elsewhere that cannot be followed", WrongProgram.Forward("return {|NN0008:Elsewhere.Help(x)|};") + "\nstatic class Elsewhere { public static Var Help(Var v) => v as Parameter ?? v; }", "?")
        {
            Related = ["v as Parameter ?? v"],
        },

        new("several mistakes", WrongProgram.Forward("Var a = Exp({|NN0012:Sum(x, 5)|}); Var b = {|NN0012:MatMul(x, y)|} + a; Var c = Maximum({|NN0008:x ?? x|}, {|NN0012:x + y|}); return a + b + c;"),
            "?", "?", "?", "?"),
        new("a mistake of a sub-layer is the sub-layer's alone", """
            [Layer] public partial class Bad { [Param("I", "O")] public partial Parameter W { get; } public Var Forward([Shape("N", "I")] Var x) => {|NN0012:MatMul(W, x)|}; }
            [Layer] public partial class Worse { public Var Forward(Var {|NN0007:x|}) => x; }
            [Layer] public partial class Worst { public Var Forward([Shape("N")] Var x) => {|NN0008:x ?? x|}; }
            [Layer] public class {|NN0001:Still|} { public Var Forward([Shape("N")] Var x) => x; }
            [Layer] public partial class Net
            {
                [Sub("D", "K")] public partial Bad A { get; }
                [Sub] public partial Worse B { get; }
                [Sub] public partial Worst C { get; }
                [Sub] public partial Still E { get; }
                public Var Forward([Shape("N", "D")] Var x, [Shape("N")] Var y) => A.Forward(x) + B.Forward(x) + C.Forward(y) + E.Forward(y);
            }
            """,
            "?", "?", "?", "?"),
        new("what C# says is not said again", WrongProgram.Forward("Var a = Missing(x); int n = \"text\"; Var b = a + z; if (x > 0) b = a; return Exp(b, 3) + undefined.Forward(a);"))
        {
            IsNoCSharp = true,
        },
        new("C# says that a result is missing", WrongProgram.Forward("Var a = Exp(x);")) { IsNoCSharp = true },
        new("C# says that a type is missing", "[Layer] public partial class Net { [Sub(\"I\")] public partial Missing Inner { get; } public Var Forward([Shape(\"N\")] Var x, [Shape(\"N\")] Missing y) => Inner.Forward(x) + y; }") { IsNoCSharp = true },
        new("C# says that an attribute is wrong", "[Layer, Where(3)] public partial class Net { [Param(1, 2)] public partial Parameter W { get; } [Setting] public partial float Rate { get; } [Sub, Set(\"A\")] public partial Net2 A { get; } public Var Forward([Shape('a')] Var x) => x * W * Rate; }\n[Layer] public partial class Net2 { public Var Forward([Shape(\"N\")] Var x) => x; }") { IsNoCSharp = true },
        new("C# says that a member is there twice", "[Layer] public partial class Net { [Setting(1f)] public partial float A { get; } [Setting(1f)] public partial float A { get; } [Dim] public partial int { get; } public Var Forward([Shape(\"N\")] Var x) => x * A; }") { IsNoCSharp = true },
        new("C# says that a struct is no layer", "[Layer] public partial struct Net { public Var Forward([Shape(\"N\")] Var x) => x; }") { IsNoCSharp = true },
    ];
}
