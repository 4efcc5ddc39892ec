namespace NNGen.Generators.Tests.Diagnostics;

/// <summary>Mistakes in what a layer declares.</summary>
public static class WrongDeclarations
{
    public static IReadOnlyList<WrongProgram> All { get; } =
    [
        new("not partial", "[Layer] public class {|NN0001:Net|} { public Var Forward([Shape(\"N\")] Var x) => x; }",
            "'Net' has to be partial, so that its parameters and its backward pass can be added to it"),

        new("a record", "[Layer] public partial record {|NN0002:Net|} { public Var Forward([Shape(\"N\")] Var x) => x; }",
            "'Net' cannot be a layer because it is a record; a layer has an identity of its own and memory that changes, so make it a class"),
        new("a struct", "[Layer] public partial struct {|NN0002:Net|} { public Var Forward([Shape(\"N\")] Var x) => x; }",
            "'Net' cannot be a layer because it is a struct; a layer has an identity of its own and memory that changes, so make it a class"),
        new("a static class", "[Layer] public static partial class {|NN0002:Net|} { public static Var Forward([Shape(\"N\")] Var x) => x; }",
            "'Net' cannot be a layer because it is static; a layer holds parameters, so it has to be an instance"),
        new("a generic class", "[Layer] public partial class {|NN0002:Net|}<T> { public Var Forward([Shape(\"N\")] Var x) => x; }",
            "'Net' cannot be a layer because it is generic; its code is generated once for one class, so take what differs as a dim or a [Setting]"),
        new("an abstract class", "[Layer] public abstract partial class {|NN0002:Net|} { public abstract Var Forward([Shape(\"N\")] Var x); }",
            "'Net' cannot be a layer because it is abstract; a layer is made and run, so it cannot be left open"),
        new("a file-local class", "[Layer] file partial class {|NN0002:Net|} { public Var Forward([Shape(\"N\")] Var x) => x; }",
            "'Net' cannot be a layer because it is file-local; its other part stands in a generated file, so make it internal"),
        new("inside a class that is not partial", "public class Outer { [Layer] public partial class {|NN0002:Net|} { public Var Forward([Shape(\"N\")] Var x) => x; } }",
            "'Net' cannot be a layer because it is inside 'Outer', which is not partial; make 'Outer' partial too"),
        new("inside a generic class", "public partial class Outer<T> { [Layer] public partial class {|NN0002:Net|} { public Var Forward([Shape(\"N\")] Var x) => x; } }",
            "'Net' cannot be a layer because it is inside 'Outer', which is generic; its code is generated once for one class, so move it out"),
        new("a primary constructor", "[Layer] public partial class {|NN0002:Net|}(int n) { public Var Forward([Shape(\"N\")] Var x) => x * n; }",
            "'Net' cannot be a layer because it has a primary constructor; its constructor is generated, so declare sizes as [Dim] and numbers as [Setting]"),

        new("a constructor that makes no parameters", "[Layer] public partial class Net { [Param(\"I\", \"O\")] public partial Parameter W { get; } public {|NN0021:Net|}(int size) { } public Var Forward([Shape(\"N\", \"I\")] Var x) => MatMul(x, W); }",
            "'Net' is made by a generated constructor, Net(int I, int O, int? seed), which makes its parameters; go on to it with ': this(I: …, O: …)', or take this one away"),
        new("a dim called as the generated code calls its memory", "[Layer] public partial class Net { public Var Forward([{|NN0015:Shape(\"memory\")|}] Var x) => x; }",
            "'memory' is what the generated code calls something of its own; this dim needs another name"),
        new("a dim of the constructor called as its scope", "[Layer] public partial class {|NN0015:Net|} { [Param(\"scope\")] public partial Parameter W { get; } public Var Forward([Shape(\"scope\")] Var x) => x * W; }",
            "'scope' is what the generated code calls something of its own; this dim needs another name"),
        new("a parameter called as a generated field", "[Layer] public partial class Net { [Param(\"I\")] public partial Parameter {|NN0015:training|} { get; } public Var Forward([Shape(\"I\")] Var x) => x * training; }",
            "'training' is what the generated code calls something of its own; this member needs another name"),
        new("a dim of an input that is a member", "[Layer] public partial class Net { public string Label => \"\"; public Var Forward([{|NN0015:Shape(\"N\", \"Label\")|}] Var x) => x; }",
            "'Label' is a dim here and also a member of Net; one of them needs another name"),

        new("no Forward", "[Layer] public partial class {|NN0003:Net|} { [Param(\"I\")] public partial Parameter W { get; } }",
            "'Net' has no Forward; write 'public Var Forward([Shape(…)] Var x)', the formula from which the backward pass is derived"),
        new("a Forward that is not public", "[Layer] public partial class Net { internal Var {|NN0003:Forward|}([Shape(\"N\")] Var x) => x; }",
            "'Net' has no Forward because this one is not public; make it public"),
        new("a static Forward", "[Layer] public partial class Net { public static Var {|NN0003:Forward|}([Shape(\"N\")] Var x) => x; }",
            "'Net' has no Forward because this one is static; it computes with the parameters of an instance, so take 'static' away"),

        new("two Forwards", """
            [Layer]
            public partial class Net
            {
                public Var Forward([Shape("N")] Var x) => x;
                public Var {|NN0004:Forward|}([Shape("N")] Var x, [Shape("N")] Var y) => x + y;
            }
            """,
            "'Net' has a second Forward over symbols; give it another name, and it becomes an inference entry point") { Related = ["Forward"] },

        new("a dim that is no formula", "[Layer] public partial class Net { public Var Forward([Shape(\"N\", {|NN0005:\"I +\"|})] Var x) => x; }",
            "'I +' is not a dim: expected a name or number after '+'"),
        new("an empty dim", "[Layer] public partial class Net { [Param({|NN0005:\"\"|}, \"O\")] public partial Parameter W { get; } public Var Forward([Shape(\"N\")] Var x) => x; }",
            "'' is not a dim: a dim is missing: write a name such as N, a number or a formula such as H*D"),
        new("a negative dim", "[Layer] public partial class Net { public Var Forward([Shape(new[] { \"N\", {|NN0005:\"2 - 3\"|} })] Var x) => x; }",
            "'2 - 3' is not a dim: a dim cannot be negative, and this one is -1"),
        new("several dims in one string", "[Layer] public partial class Net { public Var Forward([Shape({|NN0005:\"N, I\"|})] Var x) => x; }",
            "'N, I' is not a dim: ',' does not belong in a dim: a dim is a whole number, and each dim is a string of its own"),
        new("leading dims in the middle", "[Layer] public partial class Net { public Var Forward([Shape([\"N\", {|NN0005:\"...\"|}])] Var x) => x; }",
            "'...' is not a dim: \"...\" stands for the leading dims: write it first, and once"),
        new("leading dims of a parameter", "[Layer] public partial class Net { [Param({|NN0005:\"...\"|}, \"O\")] public partial Parameter W { get; } public Var Forward([Shape(\"N\")] Var x) => x; }",
            "'...' is not a dim: a parameter has a fixed number of dims"),
        new("no string at all", "[Layer] public partial class Net { public Var Forward([Shape(\"N\", {|NN0005:null!|})] Var x) => x; }",
            "'null' is not a dim: write the dims as strings, or none at all for a scalar"),
        new("null for all dims", "[Layer] public partial class Net { public Var Forward([Shape({|NN0005:null!|})] Var x) => x; }",
            "'null' is not a dim: write the dims as strings, or none at all for a scalar"),

        new("a dim of the result that nothing tells", """
            [Layer]
            public partial class Net
            {
                [return: Shape("N", {|NN0006:"O"|})]
                public Var Forward([Shape("N", "I")] Var x) => x;
            }
            """,
            "Nothing says what 'O' is: it is no dim of the constructor, and no input of Forward has it as a dim of its own"),
        new("two unknowns in one dim", "[Layer] public partial class Net { public Var Forward([Shape({|NN0006:\"N*T\"|})] Var x) => x; }",
            "Nothing says what 'N' is: it is no dim of the constructor, and no input of Forward has it as a dim of its own"),
        new("leading dims of the result alone", "[Layer] public partial class Net { [return: Shape({|NN0006:\"...\"|}, \"N\")] public Var Forward([Shape(\"N\")] Var x) => x; }",
            "Nothing says what '...' is: no input of Forward has leading dims"),
        new("a fact about a dim that there is not", "[Layer, Where({|NN0006:\"H % Heads == 0\"|})] public partial class Net { [Param(\"H\")] public partial Parameter W { get; } public Var Forward([Shape(\"N\", \"H\")] Var x) => x * W; }",
            "Nothing says what 'Heads' is: no [Param], [Sub] or [Dim] names it, and no input has it in its [Shape]"),

        new("an input without a shape", "[Layer] public partial class Net { public Var Forward(Var {|NN0007:x|}, IntVar {|NN0007:t|}) => Pick(x, t); }",
            "'x' needs its shape, as in '[Shape(\"N\", \"I\")] Var x'",
            "'t' needs its shape, as in '[Shape(\"N\", \"I\")] IntVar t'"),

        new("a sub-layer that is no layer", """
            public class Dense;

            [Layer]
            public partial class Net
            {
                [Sub("I", "O")] public partial {|NN0010:Dense|} Inner { get; }
                public Var Forward([Shape("N")] Var x) => x;
            }
            """,
            "'Dense' is not a layer; mark it with [Layer], or take the [Sub] away from 'Inner'"),
        new("a sub-layer that is a number", "[Layer] public partial class Net { [Sub] public partial {|NN0010:int|} Inner { get; } public Var Forward([Shape(\"N\")] Var x) => x; }",
            "'int' is not a layer; mark it with [Layer], or take the [Sub] away from 'Inner'"),

        new("a layer in itself", "[Layer] public partial class Net { [Sub] public partial {|NN0011:Net|} Inner { get; } public Var Forward([Shape(\"N\")] Var x) => Inner.Forward(x); }",
            "'Net' would contain itself without end: Net → Net"),
        new("a layer in itself through another", """
            [Layer] public partial class Block { [Sub] public partial {|NN0011:Net|} Next { get; } public Var Forward([Shape("N")] Var x) => Next.Forward(x); }
            [Layer] public partial class Net { [Sub] public partial {|NN0011:Block|} First { get; } public Var Forward([Shape("N")] Var x) => First.Forward(x); }
            [Layer] public partial class Uses { [Sub] public partial Net Only { get; } public Var Forward([Shape("N")] Var x) => Only.Forward(x); }
            """,
            "'Block' would contain itself without end: Block → Net → Block",
            "'Net' would contain itself without end: Net → Block → Net"),

        new("too few dims for a sub-layer", Affine("{|NN0014:Sub(\"I\")|}"),
            "Affine takes the dims (I, O), but 'Inner' gives (I)"),
        new("too many dims for a sub-layer", Affine("{|NN0014:Sub(\"I\", \"H\", \"O\")|}"),
            "Affine takes the dims (I, O), but 'Inner' gives (I, H, O)"),
        new("no dims for a sub-layer", Affine("{|NN0014:Sub|}"),
            "Affine takes the dims (I, O), but 'Inner' gives none"),
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
            "Split is made only where H % A == 0, but 'Inner' gives A = 2, H = 2*K + 1"),

        new("a list without a count", List("[{|NN0014:Sub(\"I\", \"I\")|}] public partial SubList<Affine> Inner { get; }"),
            "'Inner' is a SubList, so it needs to know how many layers it has, as in '[Sub(…, Count = 2)]'"),
        new("a count without a list", List("[Sub(\"I\", \"I\", {|NN0014:Count = 3|})] public partial Affine Inner { get; }"),
            "'Inner' is one Affine and has no Count; several are declared as '[Sub(…, Count = 3)] public partial SubList<Affine> Inner { get; }'"),
        new("a list of none", List("[Sub(\"I\", \"I\", {|NN0014:Count = 0|})] public partial SubList<Affine> Inner { get; }"),
            "'Inner' has at least 1 layer, not 0"),
        new("a list without end", List("[Sub(\"I\", \"I\", {|NN0014:Count = 2000000000|})] public partial SubList<Affine> Inner { get; }"),
            "'Inner' would be 2000000000 layers; each is written out, so there may be 10000 at most"),
        new("lists that are too much together", List("[Sub(\"I\", \"I\", Count = 6000)] public partial SubList<Affine> First { get; } [{|NN0014:Sub(\"I\", \"I\", Count = 6000)|}] public partial SubList<Affine> Inner { get; }"),
            "with 'Inner' Net has more than 10000 layers; each is written out, so it needs fewer"),
        new("too few dims for a list", List("[{|NN0014:Sub(\"I\", Count = 2)|}] public partial SubList<Affine> Inner { get; }"),
            "Affine takes the dims (I, O), but 'Inner' gives (I)"),
        new("an array of layers", List("[Sub(\"I\", \"I\")] public partial {|NN0010:Affine[]|} Inner { get; }"),
            "'Affine[]' is not a layer; several layers are declared as '[Sub(…, Count = 2)] public partial SubList<Affine> Inner { get; }'"),
        new("a list of numbers", List("[Sub(Count = 2)] public partial {|NN0010:SubList<string>|} Inner { get; }"),
            "'string' is not a layer; mark it with [Layer], or take the [Sub] away from 'Inner'"),
        new("a list of layers that lead back", "[Layer] public partial class Net { [Sub(Count = 2)] public partial {|NN0011:SubList<Net>|} Inner { get; } public Var Forward([Shape(\"N\")] Var x) => Inner[0].Forward(x); }",
            "'Net' would contain itself without end: Net → Net"),
        new("a setting that the layers of a list have not", List("[Sub(\"I\", \"I\", Count = 2), Set({|NN0020:\"Rate\"|}, 2f)] public partial SubList<Affine> Inner { get; }"),
            "Affine has no setting 'Rate'; it has no settings"),
        new("a list that is not partial", List("[Sub(\"I\", \"I\", Count = 2)] public SubList<Affine> {|NN0017:Inner|} { get; } = null!;"),
            "'Inner' is a [Sub], so it is declared as a partial property with a getter alone: 'public partial SubList<Affine> Inner { get; }'"),

        new("a member with the name of a dim", "[Layer] public partial class Net { [Param(\"I\")] public partial Parameter W { get; } private static int {|NN0015:I|} => 3; public Var Forward([Shape(\"N\", \"I\")] Var x) => x * W; }",
            "'I' is a dim of Net, so it becomes a property; this member of the same name needs another one"),
        new("a parameter with the name of a dim", "[Layer] public partial class Net { [Param(\"W\")] public partial Parameter {|NN0015:W|} { get; } public Var Forward([Shape(\"N\", \"W\")] Var x) => x * W; }",
            "'W' is a dim of Net, so it becomes a property; this member of the same name needs another one"),
        new("a dim with the name of the layer", "[Layer] public partial class {|NN0015:H|} { [Param(\"H\")] public partial Parameter W { get; } public Var Forward([Shape(\"N\", \"H\")] Var x) => x * W; }",
            "'H' is a dim of the layer of the same name; it becomes a property, so one of them needs another name"),
        new("an input with the name of a dim", "[Layer] public partial class Net { public Var Forward([Shape(\"N\", \"x\")] Var {|NN0015:x|}) => x; }",
            "'x' is an input here and also a dim of the inputs; one of them needs another name"),
        new("an input with the name of a member", "[Layer] public partial class Net { [Param(\"I\")] public partial Parameter W { get; } public Var Forward([Shape(\"N\", \"I\")] Var {|NN0015:W|}) => W * 2; }",
            "'W' is an input here and also a member of Net; one of them needs another name"),
        new("a local with the name of a dim", WrongProgram.Forward("Var {|NN0015:N|} = Exp(x); return N;"),
            "'N' is a local here and also a dim of the inputs; one of them needs another name"),
        new("a local with the name of a member", WrongProgram.Forward("Var {|NN0015:W|} = Exp(x); return W;"),
            "'W' is a local here and also a member of Net; one of them needs another name"),
        new("a member with a generated name", "[Layer] public partial class Net { [Param(\"I\")] public partial Parameter {|NN0015:Grads|} { get; } public Var Forward([Shape(\"N\", \"I\")] Var x) => x * Grads; }",
            "'Grads' is generated for every layer; this needs another name"),
        new("a method with a generated name", "[Layer] public partial class Net { public Var Forward([Shape(\"N\")] Var x) => x; public Var {|NN0015:Infer|}([Shape(\"N\")] Var x) => x; }",
            "'Infer' is generated for every layer; this needs another name"),
        new("a setting with the argument of a dim", "[Layer] public partial class Net { [Dim] public partial int rate { get; } [Setting(1f)] public partial float {|NN0015:Rate|} { get; } public Var Forward([Shape(\"N\")] Var x) => x * Rate; }",
            "'Rate' becomes the argument 'rate' of the constructor, which has one of that name already; this setting needs another one"),
        new("a setting with the argument of the seed", "[Layer] public partial class Net { [Setting(1f)] public partial float {|NN0015:Seed|} { get; } public Var Forward([Shape(\"N\")] Var x) => x * Seed; }",
            "'Seed' becomes the argument 'seed' of the constructor, which has one of that name already; this setting needs another one"),

        new("a fact without a comparison", "[Layer, Where({|NN0016:\"N % 2\"|})] public partial class Net { public Var Forward([Shape(\"N\")] Var x) => x; }",
            "'N % 2' is not a fact about dims: this is a dim and no fact: compare it, as in N % 2 == 1"),
        new("a fact with one equals sign", "[Layer, Where({|NN0016:\"N = 2\"|})] public partial class Net { public Var Forward([Shape(\"N\")] Var x) => x; }",
            "'N = 2' is not a fact about dims: write == for two dims that are equal"),
        new("a fact that is null", "[Layer, Where({|NN0016:null!|})] public partial class Net { public Var Forward([Shape(\"N\")] Var x) => x; }",
            "'null' is not a fact about dims: compare two dims, as in \"H % Heads == 0\""),

        new("facts that contradict each other", """
            [Layer, Where("K <= T"), Where("T >= 2"), Where({|NN0016:"T < K"|})]
            public partial class Net { public Var Forward([Shape("N", "T")] Var x, [Shape("N", "K")] Var y) => Sum(x) + Sum(y); }
            """,
            "'T < K' contradicts 'K <= T': there are no sizes for which both hold") { Related = ["\"K <= T\""] },
        new("facts that contradict each other together", """
            [Layer, Where("T % 2 == 0"), Where("K == T + 1"), Where({|NN0016:"K == 4"|})]
            public partial class Net { public Var Forward([Shape("N", "T")] Var x, [Shape("N", "K")] Var y) => Sum(x) + Sum(y); }
            """,
            "'K == 4' contradicts the facts before it together: there are no sizes for which both hold") { Related = ["\"T % 2 == 0\"", "\"K == T + 1\""] },
        new("a dim of the constructor that would be 0", "[Layer, Where({|NN0016:\"H < 1\"|})] public partial class Net { [Param(\"H\")] public partial Parameter W { get; } public Var Forward([Shape(\"N\", \"H\")] Var x) => x * W; }",
            "'H < 1' can never hold, because the dims of the constructor are at least 1"),

        new("a parameter that is not partial", "[Layer] public partial class Net { [Param(\"I\")] public Parameter {|NN0017:W|} { get; } = null!; public Var Forward([Shape(\"N\", \"I\")] Var x) => x * W; }",
            "'W' is a [Param], so it is declared as a partial property with a getter alone: 'public partial Parameter W { get; }'"),
        new("a parameter with a setter", "[Layer] public partial class Net { [Param(\"I\")] public partial Parameter {|NN0017:W|} { get; set; } public Var Forward([Shape(\"N\", \"I\")] Var x) => x * W; }",
            "'W' is a [Param], so it is declared as a partial property with a getter alone: 'public partial Parameter W { get; }'"),
        new("a parameter that is a Var", "[Layer] public partial class Net { [Param(\"I\")] public partial {|NN0017:Var|} W { get; } public Var Forward([Shape(\"N\", \"I\")] Var x) => x * W; }",
            "'W' is a [Param], so its type is Parameter, not Var"),
        new("a state that is a Parameter", "[Layer] public partial class Net { [State(\"I\")] public partial {|NN0017:Parameter|} S { get; } public Var Forward([Shape(\"N\", \"I\")] Var x) => x * S; }",
            "'S' is a [State], so its type is State, not Parameter"),
        new("a state that is not partial", "[Layer] public partial class Net { [State(\"I\")] public State {|NN0017:S|} { get; } = null!; public Var Forward([Shape(\"N\", \"I\")] Var x) => x * S; }",
            "'S' is a [State], so it is declared as a partial property with a getter alone: 'public partial State S { get; }'"),
        new("a state with leading dims", "[Layer] public partial class Net { [State({|NN0005:\"...\"|}, \"I\")] public partial State S { get; } public Var Forward([Shape(\"N\", \"I\")] Var x) => x * S; }",
            "'...' is not a dim: a state has a fixed number of dims"),
        new("a member called States", "[Layer] public partial class Net { public string {|NN0015:States|} => \"\"; public Var Forward([Shape(\"N\")] Var x) => x; }",
            "'States' is generated for every layer; this needs another name"),
        new("a sub-layer that is not partial", Affine("Sub(\"I\", \"O\")").Replace("partial Affine Inner", "Affine {|NN0017:Inner|}", StringComparison.Ordinal).Replace("{ get; }\n    public Var Forward([Shape(\"N\", \"I\")] Var x) => Inner", "{ get; } = null!;\n    public Var Forward([Shape(\"N\", \"I\")] Var x) => Inner", StringComparison.Ordinal),
            "'Inner' is a [Sub], so it is declared as a partial property with a getter alone: 'public partial Affine Inner { get; }'"),
        new("a dim that is no int", "[Layer] public partial class Net { [Dim] public partial {|NN0017:long|} H { get; } public Var Forward([Shape(\"N\")] Var x) => x; }",
            "'H' is a [Dim], so its type is int, not long"),
        new("a setting that is no float", "[Layer] public partial class Net { [Setting(1f)] public partial {|NN0017:double|} Rate { get; } public Var Forward([Shape(\"N\")] Var x) => x; }",
            "'Rate' is a [Setting], so its type is float or int, not double"),
        new("an int setting that starts at a half", "[Layer] public partial class Net { [Setting({|NN0017:0.5f|})] public partial int Stride { get; } public Var Forward([Shape(\"N\")] Var x) => x * Stride; }",
            "'Stride' is an int [Setting], so it starts at a whole number, not at 0.5f"),
        new("a negative int setting", "[Layer] public partial class Net { [Setting({|NN0017:-1|})] public partial int Stride { get; } public Var Forward([Shape(\"N\")] Var x) => x * Stride; }",
            "'Stride' is an int [Setting], a size, so it does not start at -1; a number that may be negative is a float"),
        new("an int setting that is not partial", "[Layer] public partial class Net { [Setting(1)] public int {|NN0017:Stride|} { get; } = 1; public Var Forward([Shape(\"N\")] Var x) => x * Stride; }",
            "'Stride' is a [Setting], so it is declared as a partial property with a getter alone: 'public partial int Stride { get; }'"),

        new("a number as an input", "[Layer] public partial class Net { public Var Forward([Shape(\"N\")] Var x, float {|NN0018:rate|}) => x * rate; }",
            "'rate' is a float, but a public method of a definition takes Var, IntVar and Mask only; a number is a [Setting], a size a [Dim]"),
        new("an input by reference", "[Layer] public partial class Net { public Var Forward([Shape(\"N\")] ref Var {|NN0018:x|}) => x; }",
            "'x' is passed by reference, but a definition takes its inputs by value and returns what it computes, several things as a tuple"),
        new("no result", "[Layer] public partial class Net { public {|NN0018:void|} Forward([Shape(\"N\")] Var x) { } }",
            "'Forward' returns nothing, but a public method of a definition returns a Var, an IntVar or a Mask, or a tuple of them"),
        new("a result that is no Var", "[Layer] public partial class Net { public Var Forward([Shape(\"N\")] Var x) => x; public {|NN0018:int|} Rows([Shape(\"N\")] Var x) => x.Size(0); }",
            "'Rows' returns an int, but a public method of a definition returns a Var, an IntVar or a Mask, or a tuple of them"),
        new("a generic entry point", "[Layer] public partial class Net { public Var {|NN0018:Forward|}<T>([Shape(\"N\")] Var x) => x; }",
            "'Forward' is generic, but code is generated once for each public method; write it over Var, or make it private"),
        new("a shape for a tuple", "[Layer] public partial class Net { [return: {|NN0018:Shape(\"N\")|}] public (Var, Var) Forward([Shape(\"N\")] Var x) => (x, x); }",
            "'Forward' returns a tuple, whose shapes are inferred; take the [return: Shape] away"),

        new("a setting that the sub-layer has not", Scale("[Sub, Set({|NN0020:\"Rates\"|}, 2f)]"),
            "Scale has no setting 'Rates'; it has Rate"),
        new("a setting that is a truth", Scale("[Sub, Set(\"Rate\", {|NN0020:true|})]"),
            "'Rate' is set to a number, or to the name of a setting of this layer"),
        new("a setting to pass on that this layer has not", Scale("[Sub, Set(\"Rate\", {|NN0020:\"Speed\"|})]"),
            "Net has no setting 'Speed' to pass on; declare it, as in '[Setting(0.5f)] public partial float Speed { get; }'"),
        new("a setting of a layer without any", Scale("[Sub, Set({|NN0020:\"Speed\"|}, 2f)]").Replace("[Setting(1f)] public partial float Rate { get; } ", "", StringComparison.Ordinal).Replace("x * Rate", "x", StringComparison.Ordinal),
            "Scale has no setting 'Speed'; it has no settings"),
        new("a half for an int setting", Stretch("Set(\"Times\", {|NN0020:0.5f|})"),
            "'Times' is an int, so it is set to a whole number from 0 on, or to a formula in the dims and int settings of this layer"),
        new("a negative number for an int setting", Stretch("Set(\"Times\", {|NN0020:-2|})"),
            "'Times' is an int, so it is set to a whole number from 0 on, or to a formula in the dims and int settings of this layer"),
        new("a float setting passed to an int", Stretch("Set(\"Times\", {|NN0020:\"Rate\"|})"),
            "'Times' is an int, but 'Rate' is a float of Net"),
        new("an int setting passed to a float", Stretch("Set(\"Scale\", {|NN0020:\"Many\"|})"),
            "'Scale' is a float, but 'Many' is an int of Net"),
        new("an int that is nowhere", Stretch("Set(\"Times\", {|NN0020:\"Many + More\"|})"),
            "Net has no dim and no int setting 'More' to pass on; declare it, as in '[Setting(1)] public partial int More { get; }'"),
        new("a formula for an int setting that is none", Stretch("Set(\"Times\", {|NN0005:\"Many +\"|})"),
            "'Many +' is not a dim: expected a name or number after '+'"),
        new("a number that breaks a fact of the sub-layer", Stretch("Set(\"Times\", 0)").Replace("[Sub(\"I\")", "[{|NN0014:Sub(\"I\")|}", StringComparison.Ordinal),
            "Stretch is made only where Times >= 1, but 'Inner' gives Times = 0"),
        new("an int setting called as a variable of the generated code", "[Layer] public partial class Net { [Setting(1)] public partial int {|NN0015:target|} { get; } public Var Forward([Shape(\"N\")] Var x) => x * target; }",
            "'target' is what the generated code calls something of its own; this member needs another name"),
    ];

    private static string List(string member) => $$"""
        {{Reading.Definitions.Affine}}

        [Layer]
        public partial class Net
        {
            {{member}}
            public Var Forward([Shape("N", "I")] Var x) => x;
        }
        """;

    private static string Affine(string sub) => $$"""
        {{Reading.Definitions.Affine}}

        [Layer]
        public partial class Net
        {
            [{{sub}}] public partial Affine Inner { get; }
            public Var Forward([Shape("N", "I")] Var x) => Inner.Forward(x);
        }
        """;

    private static string Stretch(string set) => $$"""
        [Layer, Where("Times >= 1")]
        public partial class Stretch
        {
            [Param("I")] public partial Parameter W { get; }
            [Setting(1)] public partial int Times { get; }
            [Setting(1)] public partial float Scale { get; }
            public Var Forward([Shape("N", "I")] Var x) => Repeat(x * W, Times, 1) * Scale;
        }

        [Layer]
        public partial class Net
        {
            [Sub("I"), {{set}}] public partial Stretch Inner { get; }
            [Setting(2)] public partial int Many { get; }
            [Setting(2)] public partial float Rate { get; }
            public Var Forward([Shape("N", "I")] Var x) => Inner.Forward(x) * Many * Rate;
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
