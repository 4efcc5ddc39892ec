namespace NNGen.Generators.Tests.Diagnostics;

/// <summary>Constructs that a definition cannot have.</summary>
public static class WrongDefinitions
{
    public static IReadOnlyList<WrongProgram> All { get; } =
    [
        new("an object", WrongProgram.Forward("var random = {|NN0008:new Random()|}; return x;"),
            "'new Random()' cannot stand in a definition: a definition makes no objects; a layer that it needs is declared as a [Sub], several values go into a tuple"),
        new("an array of an unknown length", WrongProgram.Forward("var values = {|NN0008:new Var[D]|}; return x;"),
            "'new Var[D]' cannot stand in a definition: an array is written out element by element, so its length is a number that the compiler knows"),
        new("an array of two dimensions", WrongProgram.Forward("var values = {|NN0008:new Var[2, 2]|}; return x;"),
            "'new Var[2, 2]' cannot stand in a definition: the compiler follows arrays of one dimension; an array may hold arrays"),
        new("an unknown element", WrongProgram.Forward("var values = new[] { x, x }; return {|NN0008:values[D]|};"),
            "'values[D]' cannot stand in a definition: the compiler has to know which element this is; use a constant, or count in a loop"),
        new("an element that there is not", WrongProgram.Forward("var values = new[] { x, x }; values[0] = {|NN0008:values[2]|}; return values[0];"),
            "'values[2]' cannot stand in a definition: there is no element 2, only 0 to 1"),
        new("an element before it is assigned", WrongProgram.Forward("var values = new Var[2]; values[0] = x; return {|NN0008:values[1]|};"),
            "'values[1]' cannot stand in a definition: this element has no value yet"),
        new("some elements of an array", WrongProgram.Forward("var values = new[] { x, x }; foreach (Var v in {|NN0008:values[1..]|}) x = Exp(v); return x;"),
            "'values[1..]' cannot stand in a definition: of an array the compiler follows single elements, not parts"),
        new("a method of a list", WrongProgram.Forward("var values = new System.Collections.Generic.List<Var> { x }; {|NN0008:values.Reverse()|}; return x;"),
            "'values.Reverse()' cannot stand in a definition: of a list the compiler follows Add, AddRange, ToArray, Count and single elements, not 'Reverse'"),
        new("a dictionary", WrongProgram.Forward("var values = {|NN0008:new System.Collections.Generic.Dictionary<int, Var>()|}; return x;"),
            "'new System.Collections.Generic.Dictionary<int, Var>()' cannot stand in a definition: a definition makes no objects; a layer that it needs is declared as a [Sub], several values go into a tuple"),
        new("a range of an unknown count", WrongProgram.Forward("foreach (int i in {|NN0008:System.Linq.Enumerable.Range(0, D)|}) x = Exp(x); return x;"),
            "'System.Linq.Enumerable.Range(0, D)' cannot stand in a definition: a loop is written out, so the compiler has to know its count"),
        new("a lambda", WrongProgram.Forward("Func<Var, Var> f = {|NN0008:v => Exp(v)|}; return f(x);"),
            "'v => Exp(v)' cannot stand in a definition: the compiler does not follow delegates; write a method of the class, or a local function"),
        new("a method group", WrongProgram.Forward("Func<Var, Var> f = {|NN0008:Exp|}; return f(x);"),
            "'Exp' cannot stand in a definition: the compiler does not follow delegates; write a method of the class, or a local function"),
        new("a switch over a size", WrongProgram.Forward("return {|NN0008:D|} switch { 1 => x, _ => Exp(x) };"),
            "'D' cannot stand in a definition: the compiler cannot decide it for every size of D; use a constant, or say what is sure with a [Where]"),
        new("a switch statement over a size", WrongProgram.Forward("switch ({|NN0008:D|}) { case 1: return x; default: return Exp(x); }"),
            "'D' cannot stand in a definition: the compiler cannot decide it for every size of D; use a constant, or say what is sure with a [Where]"),
        new("a switch without an arm for it", WrongProgram.Forward("return {|NN0008:3 switch { 1 => x, 2 => y }|};"),
            "'3 switch { 1 => x, 2 => y }' cannot stand in a definition: none of its arms applies"),
        new("a pattern over types", WrongProgram.Forward("if (x is {|NN0008:Parameter p|}) return p; return Exp(x);"),
            "'Parameter p' cannot stand in a definition: the compiler follows patterns over numbers, sizes and truths, not over types and parts"),
        new("a pattern over parts", WrongProgram.Forward("return (1, 2) switch { {|NN0008:(1, _)|} => x, _ => Exp(x) };"),
            "'(1, _)' cannot stand in a definition: the compiler follows patterns over numbers, sizes and truths, not over types and parts"),
        new("a question for a type", WrongProgram.Forward("if ({|NN0008:x is Parameter|}) return x; return Exp(x);"),
            "'x is Parameter' cannot stand in a definition: the compiler follows conditions over numbers, sizes and truths, not over types"),
        new("text", WrongProgram.Forward("string text = {|NN0008:$\"{D}\"|}; return x;"),
            "'$\"{D}\"' cannot stand in a definition: a definition computes with numbers, not with text"),
        new("null", WrongProgram.Forward("Var z = {|NN0008:null|}!; return x;"),
            "'null' cannot stand in a definition: every value of a definition is there, none is null"),
        new("a default for null", WrongProgram.Forward("return {|NN0008:x ?? y|};"),
            "'x ?? y' cannot stand in a definition: every value of a definition is there, none is null"),
        new("a throw", WrongProgram.Forward("{|NN0008:throw new InvalidOperationException();|}"),
            "'throw new InvalidOperationException();' cannot stand in a definition: a definition computes and does not throw; shapes are checked by the compiler, and facts about dims stand in a [Where]"),
        new("a throw in an expression", WrongProgram.Forward("return 1 > 2 ? x : {|NN0008:throw new InvalidOperationException()|};"),
            "'throw new InvalidOperationException()' cannot stand in a definition: a definition computes and does not throw; shapes are checked by the compiler, and facts about dims stand in a [Where]"),
        new("a try", WrongProgram.Forward("{|NN0008:try|} { return x; } finally { }"),
            "'try' cannot stand in a definition: a definition computes and does not throw, so there is nothing to catch"),
        new("a lock", WrongProgram.Forward("{|NN0008:lock|} (x) return x;"),
            "'lock' cannot stand in a definition: a definition runs on one thread and has nothing to lock"),
        new("a goto", WrongProgram.Forward("{|NN0008:again|}: goto again;"),
            "'again' cannot stand in a definition: the compiler follows loops and conditions, not jumps"),
        new("a loop with a count that the layer's maker gives", WrongProgram.Forward("for (int i = 0; {|NN0008:i < D|}; i++) x = Exp(x); return x;"),
            "'i < D' cannot stand in a definition: the compiler cannot decide it for every size of D; use a constant, or say what is sure with a [Where]"),
        new("a while over a size", WrongProgram.Forward("int n = x.Size(0); while ({|NN0008:n > 0|}) { x = Exp(x); n--; } return x;"),
            "'n > 0' cannot stand in a definition: the compiler cannot decide it for every size of N; use a constant, or say what is sure with a [Where]"),
        new("a loop without end", WrongProgram.Forward("{|NN0008:while|} (true) x = Exp(x); return x;"),
            "'while' cannot stand in a definition: the compiler has written out 20000 steps and comes to no end; loops and calls are unrolled, so it needs counts that are small"),
        new("an if over a size", WrongProgram.Forward("if ({|NN0008:x.Size(0) == x.Size(1)|}) return x; return Exp(x);"),
            "'x.Size(0) == x.Size(1)' cannot stand in a definition: the compiler cannot decide it for every size of N and I; use a constant, or say what is sure with a [Where]"),
        new("an if over a setting", WrongProgram.Forward("return {|NN0008:Rate > 0|} ? x : Exp(x);"),
            "'Rate > 0' cannot stand in a definition: the compiler decides conditions over sizes and constants; a [Setting] has its value only when the layer is made"),
        new("a dropout of all", WrongProgram.Forward("return {|NN0022:Dropout(x, 1)|};"),
            "'Dropout(x, 1)' cannot be computed: the rate of a dropout is at least 0 and below 1, but this is 1"),
        new("a dropout of less than nothing, in a branch of training", WrongProgram.Forward("return IsTraining ? {|NN0022:Dropout(x, -0.5f)|} : x;"),
            "'Dropout(x, -0.5f)' cannot be computed: the rate of a dropout is at least 0 and below 1, but this is -0.5"),
        new("a sub-layer that drops all", """
            [Layer]
            public partial class Net
            {
                [Sub, Set("Rate", 1.5f)] public partial NNGen.Layers.Dropout Drop { get; }
                public Var Forward([Shape("N", "I")] Var x) => {|NN0022:Drop.Forward(x)|};
            }
            """,
            "'Drop.Forward(x)' cannot be computed: the rate of a dropout is at least 0 and below 1, but this is 1.5"),
        new("a mistake in both modes", WrongProgram.Forward("x = Dropout(x, 0.5f); return {|NN0012:x + y|};"),
            "'x + y' cannot be computed: x has shape (N, I) and y has shape (N, D), but I, the last dim of x, is not D, the last dim of y; with N=1, I=2, D=3: (1, 2) against (1, 3)"),
        new("a mistake in inference alone", WrongProgram.Forward("if (!IsTraining) return {|NN0012:x + y|}; return x;"),
            "'x + y' cannot be computed: x has shape (N, I) and y has shape (N, D), but I, the last dim of x, is not D, the last dim of y; with N=1, I=2, D=3: (1, 2) against (1, 3)"),
        new("a state updated with another shape", WrongProgram.State("S.Update({|NN0012:x|}); return x;"),
            "'S' has shape (C), but is updated with x of shape (N, C): 2 dims instead of 1") { Related = ["Shape(\"N\", \"C\")", "State(\"C\")"] },
        new("a state updated with another dim", WrongProgram.State("S.Update({|NN0012:y|}); return x;"),
            "'S' has shape (C), but is updated with y of shape (D): D, its only dim, is not C; with C=1, D=2: (1) against (2)"),
        new("a state updated with a number", WrongProgram.State("S.Update({|NN0012:0|}); return x;"),
            "'S' has shape (C), but is updated with 0 of shape (): no dims instead of 1; Full(0, …) makes a tensor of one number"),
        new("the memory of a state", WrongProgram.State("return x * {|NN0008:S.Value|}[0];"),
            "'S.Value' cannot stand in a definition: the compiler does not follow 'Value' of a State; in a formula a State stands as it is, and Update alone sets it"),
        new("a state that is set from outside", WrongProgram.State("{|NN0008:S.Load(1, 2)|}; return x;"),
            "'S.Load(1, 2)' cannot stand in a definition: the compiler does not follow 'Load' of a State; in a formula a State stands as it is, and Update alone sets it"),
        new("a state that is no member", WrongProgram.State("{|NN0008:Elsewhere|}.Update(y); return x;"),
            "'Elsewhere' cannot stand in a definition: a field can change between two calls; trained values belong in a [Param], numbers in a [Setting] or a const"),
        new("a foreach over something else", WrongProgram.Forward("foreach (char c in {|NN0008:\"abc\"|}) x = Exp(x); return x;"),
            "'\"abc\"' cannot stand in a definition: a foreach goes over an array, a list or a SubList whose length the compiler knows"),
        new("a static field", WrongProgram.Forward("return x * {|NN0008:Factors.Current|};") + "\nstatic class Factors { public static float Current = 2; }",
            "'Factors.Current' cannot stand in a definition: a field can change between two calls; trained values belong in a [Param], numbers in a [Setting] or a const"),
        new("a static property", WrongProgram.Forward("return x * {|NN0008:Environment.ProcessorCount|};"),
            "'Environment.ProcessorCount' cannot stand in a definition: a static property can change between two calls; a number belongs in a [Setting]"),
        new("a property that is no member", """
            [Layer]
            public partial class Net
            {
                private float Half { get; set; } = 0.5f;
                public Var Forward([Shape("N")] Var x) => x * {|NN0008:Half|};
            }
            """,
            "'Half' cannot stand in a definition: it is none of the layer's [Param]s, [State]s, [Sub]s, [Dim]s and [Setting]s and has no formula, so the compiler cannot know its value"),
        new("a property of a parameter", WrongProgram.Forward("return x * {|NN0008:W.Name|}.Length;"),
            "'W.Name' cannot stand in a definition: the compiler does not follow 'Name' of a Parameter; in a formula a Parameter stands as it is, and Ops computes with it"),
        new("a method of a value", WrongProgram.Forward("return x * {|NN0008:x.GetHashCode()|};"),
            "'x.GetHashCode()' cannot stand in a definition: the compiler does not follow 'GetHashCode' of an object"),
        new("an assignment to a member", """
            [Layer]
            public partial class Net
            {
                private Var? _last;
                public Var Forward([Shape("N")] Var x) { {|NN0008:_last = x|}; return x; }
            }
            """,
            "'_last = x' cannot stand in a definition: a definition can only assign to its own locals"),
        new("an out argument", WrongProgram.Forward("Split(x, {|NN0008:out Var half|}); return half; static void Split(Var v, out Var w) => w = v / 2;"),
            "'out Var half' cannot stand in a definition: a definition passes nothing by reference; return several things as a tuple"),
        new("a function of MathF that there is not", WrongProgram.Forward("return x * {|NN0008:MathF.Cbrt(Rate)|};"),
            "'MathF.Cbrt(Rate)' cannot stand in a definition: of Math and MathF the compiler follows Sqrt, Exp, Log, Sin, Cos, Tanh, Abs, Pow, Max, Min and Clamp, each of real numbers"),
        new("a size from a real number", WrongProgram.Forward("return Sum(x, {|NN0008:(int)Rate|});"),
            "'(int)Rate' cannot stand in a definition: a size is made of whole numbers and dims; a real number cannot become one"),
        new("a leading axis", "[Layer] public partial class Net { public Var Forward([Shape(\"...\", \"I\")] Var x) => {|NN0008:Softmax(x, 0)|} + {|NN0008:Transpose(x)|}; }",
            "'Softmax(x, 0)' cannot stand in a definition: \"...\" stands for any number of dims, so only the axes after them are known; count those from the end, as in -1",
            "'Transpose(x)' cannot stand in a definition: \"...\" stands for any number of dims, so only the axes after them are known; count those from the end, as in -1"),
        new("the size of a leading axis", "[Layer] public partial class Net { public Var Forward([Shape(\"...\", \"I\")] Var x) => {|NN0008:x.Size(0)|} * x / {|NN0008:x.Shape.Rank|}; }",
            "'x.Size(0)' cannot stand in a definition: \"...\" stands for any number of dims, so only the axes after them are known; count those from the end, as in -1",
            "'x.Shape.Rank' cannot stand in a definition: \"...\" stands for any number of dims, so only the axes after them are known; count those from the end, as in -1"),
        new("a shape with leading dims taken apart", "[Layer] public partial class Net { public Var Forward([Shape(\"...\", \"I\")] Var x) { {|NN0008:var (n, i) = x.Shape|}; return x * n; } }",
            "'var (n, i) = x.Shape' cannot stand in a definition: \"...\" stands for any number of dims, so only the axes after them are known; count those from the end, as in -1"),
        new("a size that has no value", WrongProgram.Forward("int zero = D - D; return Repeat(x, {|NN0008:D / zero|}, 0);"),
            "'D / zero' cannot stand in a definition: this size has no value: it divides by zero"),

        new("a method of another library", WrongProgram.Forward("return x * {|NN0009:string.Compare(\"a\", \"b\", StringComparison.Ordinal)|};"),
            "'String.Compare' cannot be compiled: its source is not at hand, it comes compiled from System.Runtime; write its formula here, with Ops"),
        new("a tensor of numbers", WrongProgram.Forward("return x * {|NN0009:Var.From([], 0)|};"),
            "'Var.From' cannot be compiled: its source is not at hand, it comes compiled from NNGen.Runtime; write its formula here, with Ops"),

        new("a method that calls itself", """
            [Layer]
            public partial class Net
            {
                public Var Forward([Shape("N")] Var x) => Deeper(x, 3);
                private Var Deeper(Var x, int depth) => depth == 0 ? x : {|NN0019:Deeper(Exp(x), depth - 1)|};
            }
            """,
            "'Deeper' calls itself, Deeper → Deeper; calls are written out one by one, so use a loop with a count that the compiler knows"),
        new("a Forward that calls itself", "[Layer] public partial class Net { public Var Forward([Shape(\"N\")] Var x) => {|NN0019:Forward(x)|}; }",
            "'Forward' calls itself, Forward → Forward; calls are written out one by one, so use a loop with a count that the compiler knows"),
        new("methods that call each other", """
            [Layer]
            public partial class Net
            {
                public Var Forward([Shape("N")] Var x) => A(x);
                private Var A(Var x) => B(x);
                private Var B(Var x) => {|NN0019:A(x)|};
            }
            """,
            "'A' calls itself, A → B → A; calls are written out one by one, so use a loop with a count that the compiler knows"),
        new("a property that leads back to itself", """
            [Layer]
            public partial class Net
            {
                public Var Forward([Shape("N")] Var x) => x * A;
                private float A => B * 2;
                private float B => {|NN0019:A|} / 2;
            }
            """,
            "'A' calls itself, A → B → A; calls are written out one by one, so use a loop with a count that the compiler knows"),
        new("a recursion over numbers alone", WrongProgram.Forward("return x * Factorial(3); static int Factorial(int n) => n < 2 ? 1 : n * {|NN0019:Factorial(n - 1)|};"),
            "'Factorial' calls itself, Factorial → Factorial; calls are written out one by one, so use a loop with a count that the compiler knows"),
        new("a helper elsewhere that cannot be followed", WrongProgram.Forward("return {|NN0008:Elsewhere.Help(x)|};") + "\nstatic class Elsewhere { public static Var Help(Var v) => v as Parameter ?? v; }",
            "In Elsewhere.Help: 'v as Parameter ?? v' cannot stand in a definition: every value of a definition is there, none is null")
        {
            Related = ["v as Parameter ?? v"],
        },

        new("several mistakes", WrongProgram.Forward("Var a = Exp({|NN0012:Sum(x, 5)|}); Var b = {|NN0012:MatMul(x, y)|} + a; Var c = Maximum({|NN0008:x ?? x|}, {|NN0012:x + y|}); return a + b + c;"),
            "'Sum(x, 5)' cannot be computed: there is no axis 5; (N, I) has the axes 0 to 1, or -2 to -1 counted from the end",
            "'MatMul(x, y)' cannot be computed: x has shape (N, I) and y has shape (N, D), but I, the last dim of x, is not N, the first dim of y; with N=1, I=2, D=3: (1, 2) × (1, 3); MatMul(Transpose(x), y) would fit",
            "'x ?? x' cannot stand in a definition: every value of a definition is there, none is null",
            "'x + y' cannot be computed: x has shape (N, I) and y has shape (N, D), but I, the last dim of x, is not D, the last dim of y; with N=1, I=2, D=3: (1, 2) against (1, 3)"),
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
            "'MatMul(W, x)' cannot be computed: W has shape (I, O) and x has shape (N, I), but O, the last dim of W, is not N, the first dim of x; with I=1, O=2, N=3: (1, 2) × (3, 1); MatMul(x, W) would fit",
            "'x' needs its shape, as in '[Shape(\"N\", \"I\")] Var x'",
            "'x ?? x' cannot stand in a definition: every value of a definition is there, none is null",
            "'Still' has to be partial, so that its parameters and its backward pass can be added to it"),
        new("what C# says is not said again", WrongProgram.Forward("Var a = Missing(x); int n = \"text\"; Var b = a + z; if (x > 0) b = a; return Exp(b, 3) + undefined.Forward(a);"))
        {
            IsNoCSharp = true,
        },
        new("C# says that a result is missing", WrongProgram.Forward("Var a = Exp(x);")) { IsNoCSharp = true },
        new("C# says that a type is missing", "[Layer] public partial class Net { [Sub(\"I\")] public partial Missing Inner { get; } public Var Forward([Shape(\"N\")] Var x, [Shape(\"N\")] Missing y) => Inner.Forward(x) + y; }") { IsNoCSharp = true },
        new("C# says that an attribute is wrong", "[Layer, Where(3)] public partial class Net { [Param(1, 2)] public partial Parameter W { get; } [Setting] public partial float Rate { get; } [Sub, Set(\"A\")] public partial Net2 A { get; } public Var Forward([Shape('a')] Var x) => x * W * Rate; }\n[Layer] public partial class Net2 { public Var Forward([Shape(\"N\")] Var x) => x; }") { IsNoCSharp = true },
        new("C# says that a member is there twice", "[Layer] public partial class Net { [Setting(1f)] public partial float A { get; } [Setting(1f)] public partial float A { get; } [Dim] public partial int { get; } public Var Forward([Shape(\"N\")] Var x) => x * A; }") { IsNoCSharp = true },
        new("C# says that an interface is no layer", "[Layer] public partial interface INet { public Var Forward([Shape(\"N\")] Var x) => x; }") { IsNoCSharp = true },
    ];
}
