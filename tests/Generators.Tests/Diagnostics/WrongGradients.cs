namespace NNGen.Generators.Tests.Diagnostics;

/// <summary>Mistakes in gradients that users write.</summary>
public static class WrongGradients
{
    public static IReadOnlyList<WrongProgram> All { get; } =
    [
        new("a gradient of nothing", Net("static Var F(Var x) => x;", "[Gradient({|NN0023:\"G\"|})] static Var FGradient(Var x, Var y, Var dy) => dy;"),
            "Net has no method 'G' of which 'FGradient' could be the gradient; name one that it has, as in [Gradient(nameof(F))]"),
        new("a gradient of null", Net("static Var F(Var x) => x;", "[Gradient({|NN0023:null!|})] static Var FGradient(Var x, Var y, Var dy) => dy;"),
            "'FGradient' says of no method that it is its gradient; name one, as in [Gradient(nameof(F))]"),
        new("two gradients of a method", Net("static Var F(Var x) => x;", "[Gradient(nameof(F))] static Var FGradient(Var x, Var y, Var dy) => dy; [Gradient({|NN0023:nameof(F)|})] static Var Other(Var x, Var y, Var dy) => -dy;"),
            "'F' has a gradient already, FGradient; take one of them away") { Related = ["FGradient"] },
        new("a gradient of an overload", Net("static Var F(Var x) => x; static Var F(Var x, float by) => x * by;", "[Gradient({|NN0023:nameof(F)|})] static Var FGradient(Var x, Var y, Var dy) => dy;"),
            "'F' has 2 overloads, and a gradient is of one method; give that one a name of its own"),
        new("a gradient of an instance method", Net("Var F(Var x) => x;", "[Gradient({|NN0023:nameof(F)|})] static Var FGradient(Var x, Var y, Var dy) => dy;"),
            "'F' is an instance method, and only a static one has a gradient of its own: it would depend on parameters that the gradient does not see; pass them in"),
        new("a gradient of a generic method", Net("static Var F<T>(T x) where T : Var => x;", "[Gradient({|NN0023:nameof(F)|})] static Var FGradient(Var x, Var y, Var dy) => dy;"),
            "'F' is generic, and a gradient is of one method; write it over Var"),
        new("a gradient of a tuple", Net("static Var F(Var x) => Pair(x).Item1; static (Var, Var) Pair(Var x) => (x, x);", "[Gradient({|NN0023:nameof(Pair)|})] static Var PairGradient(Var x, Var y, Var dy) => dy;"),
            "'Pair' returns a (Var, Var), and only a method that returns one Var has a gradient of its own; write one for each result, or take the [Gradient] away"),
        new("a gradient without an input", Net("static Var F(Var x) => x * Half(); static Var Half() => 0.5f;", "[Gradient({|NN0023:nameof(Half)|})] static Var HalfGradient(Var y, Var dy) => dy;"),
            "'Half' takes no Var of which there could be a gradient; take the [Gradient] away, or pass the Var in"),
        new("a gradient of an array", Net("static Var F(Var x) => Total(x, x); static Var Total(Var x, params Var[] xs) => x;", "[Gradient({|NN0023:nameof(Total)|})] static Var TotalGradient(Var x, Var[] xs, Var y, Var dy) => dy;"),
            "'Total' takes 'xs', a Var[]; a method with a gradient of its own takes single tensors and numbers"),
        new("a gradient that takes too little", Net("static Var F(Var x) => x;", "[Gradient(nameof(F))] static Var {|NN0023:FGradient|}(Var x, Var dy) => dy;"),
            "'FGradient' is the gradient of F, so it is declared as 'static Var FGradient(Var x, Var y, Var dy)'"),
        new("a gradient that is no static method", Net("static Var F(Var x) => x;", "[Gradient(nameof(F))] Var {|NN0023:FGradient|}(Var x, Var y, Var dy) => dy;"),
            "'FGradient' is the gradient of F, so it is declared as 'static Var FGradient(Var x, Var y, Var dy)'"),
        new("a gradient that gives too little", Net("static Var F(Var x) => G(x, 2, x); static Var G(Var a, float by, Var y) => a * y * by;", "[Gradient(nameof(G))] static Var {|NN0023:GGradient|}(Var a, float by, Var y, Var result, Var dresult) => dresult;"),
            "'GGradient' is the gradient of G, so it is declared as 'static (Var da, Var dy) GGradient(Var a, float by, Var y, Var result, Var dresult)'"),
        new("a gradient of another shape", Net("static Var F(Var x) => x;", "[Gradient(nameof(F))] static Var FGradient(Var x, Var y, Var dy) => Sum(dy, 0);").Replace("=> F(x)", "=> {|NN0012:F(x)|}", StringComparison.Ordinal),
            "'FGradient' gives a gradient of shape (I) for x, whose shape is (N, I): 1 dim instead of 2") { Related = ["FGradient"] },
        new("a gradient that cannot be followed", Net("static Var F(Var x) => x;", "[Gradient(nameof(F))] static Var FGradient(Var x, Var y, Var dy) => {|NN0008:dy ?? x|};"),
            "'dy ?? x' cannot stand in a definition: every value of a definition is there, none is null"),
        new("a wrong gradient in a class of helpers", """
            [Layer]
            public partial class Net { public Var Forward([Shape("N", "I")] Var x) => Helpers.F(x); }

            static class Helpers
            {
                public static Var F(Var x) => x;
                [Gradient(nameof(F))] static Var {|NN0023:FGradient|}(Var x) => x;
            }
            """,
            "'FGradient' is the gradient of F, so it is declared as 'static Var FGradient(Var x, Var y, Var dy)'"),
        new("a gradient of a local function", WrongProgram.Forward("return F(x); static Var F(Var v) => v; {|NN0023:[Gradient(\"F\")] static Var G(Var v, Var r, Var d) => d;|}"),
            "'G' is a local function, and a gradient is a static method of a class, beside the method that it is the gradient of"),
        new("C# says that the gradient's types are missing", Net("static Var F(Var x) => x;", "[Gradient(nameof(F))] static Var FGradient(Missing x, Var y, Var dy) => dy;")) { IsNoCSharp = true },
    ];

    private static string Net(string function, string gradient) => $$"""
        [Layer]
        public partial class Net
        {
            public Var Forward([Shape("N", "I")] Var x) => F(x);
            {{function}}
            {{gradient}}
        }
        """;
}
