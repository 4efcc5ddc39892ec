using Microsoft.CodeAnalysis;
using NNGen.Generators.Tests.Reading;

namespace NNGen.Generators.Tests.Diagnostics;

/// <summary>
/// Classes, names and members that few would think of: each gives a correct result or a located diagnostic, never an exception in
/// the generator or the analyzer, and never an error or a warning of C# in generated code.
/// </summary>
public sealed class UnusualProgramTests
{
    private const string Right = "", SaidByCSharp = "CS";

    private static readonly Dictionary<string, (string Expected, string Source)> All = new()
    {
        // Kinds of classes.
        ["a record struct"] = ("NN0002", Class("[Layer] public partial record struct Net")),
        ["a readonly struct"] = ("NN0002", Class("[Layer] public readonly partial struct Net")),
        ["a ref struct"] = ("NN0002", Class("[Layer] public ref partial struct Net")),
        ["a record with parameters"] = ("NN0002", Class("[Layer] public sealed partial record Net(int Size)")),
        ["an enum"] = (SaidByCSharp, "[Layer] public enum Net { A }"),
        ["a delegate"] = (SaidByCSharp, "[Layer] public delegate Var Net(Var x);"),
        ["an interface"] = (SaidByCSharp, "[Layer] public partial interface INet { Var Forward([Shape(\"N\")] Var x); }"),
        ["an internal class in the global namespace"] = (Right, Class("[Layer] internal sealed partial class Net")),
        ["inside a record"] = (Right, "public partial record Outer { " + Class("[Layer] public partial class Net") + " }"),
        ["inside a record struct"] = (Right, "public partial record struct Outer(int A) { " + Class("[Layer] public partial class Net") + " }"),
        ["inside an interface"] = (Right, "public partial interface IOuter { " + Class("[Layer] public partial class Net") + " }"),
        ["inside a static class"] = (Right, "public static partial class Outer { " + Class("[Layer] private partial class Net") + " }"),
        ["inside a file-local class"] = ("NN0002", "file partial class Outer { " + Class("[Layer] public partial class Net") + " }"),
        ["inside a generic class of a generic class"] = ("NN0002", "public partial class Outer<T> { public partial class Middle { " + Class("[Layer] public partial class Net") + " } }"),
        ["a protected class"] = (Right, "public partial class Outer { " + Class("[Layer] protected internal partial class Net") + " }"),
        ["in a namespace of several names"] = (Right, "namespace A.B.C; " + Class("[Layer] public partial class Net")),
        ["marked on two parts"] = (SaidByCSharp, Class("[Layer] public partial class Net") + " [Layer] public partial class Net { }"),
        ["in three parts"] = (Right, Class("public partial class Net") + " [Layer] public partial class Net { [Param(\"I\")] public partial Parameter W { get; } } partial class Net { [Setting(1)] public partial int Times { get; } }"),
        ["one part is not partial"] = (SaidByCSharp, Class("[Layer] public partial class Net") + " public class Net { }"),
        ["two classes of a name"] = (SaidByCSharp, Class("[Layer] public class Net") + Class("[Layer] public class Net")),
        ["two names that differ in case"] = (Right, Class("[Layer] public partial class Net") + Class("[Layer] public partial class NET") + Class("[Layer] public partial class NEt")),
        ["a class and a generic one of the same name"] = ("NN0002", Class("[Layer] public partial class Net") + Class("[Layer] public partial class Net<T>")),
        ["a class in a namespace and one in a class of the same name"] = (SaidByCSharp, "namespace A.B { " + Class("[Layer] public partial class Net") + " } namespace A { public partial class B { " + Class("[Layer] public partial class Net") + " } }"),
        ["with a base class"] = ("NN0002", Class("[Layer] public partial class Net : Base") + " public class Base { public Base(int size) { } public int Graph => 3; }"),
        ["with a layer as base class"] = ("NN0002", Class("[Layer] public partial class Net : Base") + Class("[Layer] public partial class Base")),
        ["with a base class that there is not"] = (SaidByCSharp, Class("[Layer] public partial class Net : Bas")),
        ["with interfaces"] = (Right, Class("[Layer] public partial class Net : System.IDisposable, ILayer", "public void Dispose() { }")),
        ["unsafe and with a static constructor"] = (Right, Class("[Layer] public sealed partial class Net", "static Net() { }")),

        // Names.
        ["a keyword for a class"] = (Right, Class("[Layer] public partial class @class")),
        ["keywords for a namespace and a parameter"] = (Right, "namespace @namespace.@if; " + Class("[Layer] public partial class Net", "[Param(\"I\")] public partial Parameter @params { get; }")),
        ["keywords for settings"] = (Right, Class("[Layer] public partial class Net", "[Setting(1f)] public partial float @float { get; } [Sub] public partial Inner @base { get; }") + Class("[Layer] public partial class Inner")),
        ["a setting whose argument is a keyword"] = (Right, "[Layer] public partial class Net { [Setting(1f)] public partial float Base { get; } [Setting(2)] public partial int Checked { get; } [Sub, Set(\"Base\", \"Base\")] public partial Inner Part { get; } public Var Forward([Shape(\"N\")] Var x) => Part.Forward(x) * Base / Checked; } [Layer] public partial class Inner { [Setting(1f)] public partial float Base { get; } public Var Forward([Shape(\"...\")] Var x) => x * Base; }"),
        ["a keyword for a float setting that is used"] = (Right, "[Layer] public partial class Net { [Setting(1f)] public partial float @checked { get; } public Var Forward([Shape(\"N\")] Var x) => x * @checked; }"),
        ["a keyword for an int setting"] = ("NN0015", "[Layer] public partial class Net { [Setting(1)] public partial int @checked { get; } public Var Forward([Shape(\"N\")] Var x) => x * @checked; }"),
        ["a keyword for a dim"] = ("NN0015", "[Layer] public partial class Net { [Dim] public partial int @checked { get; } public Var Forward([Shape(\"N\")] Var x) => x * @checked; }"),
        ["a keyword for an input"] = (Right, "[Layer] public partial class Net { public Var Forward([Shape(\"N\")] Var @in, [Shape(\"N\")] Var @event) => @in + @event; }"),
        ["letters of other alphabets"] = (Right, "[Layer] public partial class Сеть { [Param(\"Ширина\")] public partial Parameter Größe { get; } public Var Forward([Shape(\"N\", \"Ширина\")] Var 入力) => 入力 * Größe; }"),
        ["types called as the generated aliases"] = (Right, Class("[Layer] public partial class Net") + " public class Core { } public class NN { } public class Sys { } public class Tensors { } public class Services { }"),
        ["a namespace called System in the way"] = (Right, "namespace Mine.System { public class Nothing { } } namespace Mine.NNGen { public class Nothing { } } namespace Mine { " + Class("[Layer] public partial class Net") + " }"),
        ["classes called as dims"] = (Right, Class("[Layer] public partial class Net", "[Param(\"I\")] public partial Parameter W { get; }") + " public class N { } public class I { }"),
        ["a local called as a sub-layer is"] = (Right, "[Layer] public partial class Net { [Sub] public partial Inner Hidden { get; } public Var Forward([Shape(\"N\", \"I\")] Var x) { var hidden = Hidden.Forward(x); return Tanh(hidden) + hidden; } }" + Class("[Layer] public partial class Inner")),
        ["a field called as a generated one"] = ("NN0015", Class("[Layer] public partial class Net", "[Param(\"I\")] public partial Parameter W { get; } private readonly int _W = 3, _scope = 4; public int Sum() => _W + _scope;")),
        ["a property called as a generated method"] = ("NN0015", Class("[Layer] public partial class Net", "private int RunForward => 3; public int Twice() => RunForward * 2;")),
        ["a nested class called as a loop"] = (Right, "[Layer] public partial class Net { public class Y { } public class Tanh { } public Var Forward([Shape(\"N\")] Var x) { var h = Ops.Tanh(x * 2); return h * Ops.Exp(h); } public class H { } }"),
        ["a property called as a value"] = (Right, "[Layer] public partial class Net { public int Y => 3; private float H => 2; public Var Forward([Shape(\"N\")] Var x) => Exp(x * H); }"),
        ["a parameter called Forward"] = (SaidByCSharp, Class("[Layer] public partial class Net", "[Param(\"I\")] public partial Parameter Forward { get; }")),
        ["a dim called Forward"] = ("NN0015", "[Layer] public partial class Net { [Param(\"Forward\")] public partial Parameter W { get; } public Var Forward([Shape(\"N\", \"Forward\")] Var x) => x * W; }"),
        ["a dim called as a member of every object"] = (Right, "[Layer] public partial class Net { [Param(\"ToStrings\")] public partial Parameter W { get; } public Var Forward([Shape(\"N\", \"ToStrings\")] Var x) => x * W; }"),
        ["a dim called ToString"] = ("NN0015", "[Layer] public partial class Net { [Param(\"ToString\")] public partial Parameter W { get; } public Var Forward([Shape(\"N\", \"ToString\")] Var x) => x * W; }"),

        // Members.
        ["a Forward that is async"] = ("NN0018", "[Layer] public partial class Net { public async System.Threading.Tasks.Task<Var> {|Forward|}([Shape(\"N\")] Var x) { await System.Threading.Tasks.Task.Yield(); return x; } }".Replace("{|", "", StringComparison.Ordinal).Replace("|}", "", StringComparison.Ordinal)),
        ["a Forward that yields"] = ("NN0018", "[Layer] public partial class Net { public System.Collections.Generic.IEnumerable<Var> Forward([Shape(\"N\")] Var x) { yield return x; } }"),
        ["a Forward of an interface"] = ("NN0003", "public interface IForward { Var Forward(Var x); } [Layer] public partial class Net : IForward { Var IForward.Forward([Shape(\"N\")] Var x) => x; }"),
        ["a Forward of many inputs"] = ("NN0018", "[Layer] public partial class Net { public Var Forward([Shape(\"N\")] Var x, params Var[] xs) => x; }"),
        ["a Forward with a default"] = (Right, "[Layer] public partial class Net { public Var Forward([Shape(\"N\")] Var x, [Shape(\"N\")] Var y = null!) => x + y; }"),
        ["a partial Forward"] = (Right, "[Layer] public partial class Net { public partial Var Forward([Shape(\"N\")] Var x); public partial Var Forward(Var x) => x * 2; }"),
        ["a virtual Forward"] = (Right, "[Layer] public partial class Net { public virtual Var Forward([Shape(\"N\")] Var x) => x * 2; }"),
        ["a Forward without a body"] = (SaidByCSharp, "[Layer] public partial class Net { public Var Forward([Shape(\"N\")] Var x); }"),
        ["a Forward with shapes on its locals"] = (Right, "[Layer] public partial class Net { public Var Forward([Shape(\"N\")] Var x) { return Local(x); Var Local([Shape(\"N\")] Var v) => v * 2; } }"),
        ["an operator"] = (Right, Class("[Layer] public partial class Net", "public static Net operator +(Net a, Net b) => a;")),
        ["a parameter that is required"] = (SaidByCSharp, Class("[Layer] public partial class Net", "[Param(\"I\")] public required partial Parameter W { get; }")),
        ["a parameter that is static"] = ("NN0017", Class("[Layer] public partial class Net", "[Param(\"I\")] public static partial Parameter W { get; }")),
        ["a parameter that is virtual"] = (Right, Class("[Layer] public partial class Net", "[Param(\"I\")] public virtual partial Parameter W { get; }")),
        ["a parameter that is an indexer"] = ("NN0017", Class("[Layer] public partial class Net", "[Param(\"I\")] public partial Parameter this[int i] { get; }")),
        ["a parameter with an initial value"] = ("NN0017", Class("[Layer] public partial class Net", "[Param(\"I\")] public partial Parameter W { get; init; }")),
        ["a parameter that the user implements"] = ("NN0017", Class("[Layer] public partial class Net", "[Param(\"I\")] public partial Parameter W { get; } public partial Parameter W { get => null!; }")),
        ["a parameter with two kinds"] = (SaidByCSharp, Class("[Layer] public partial class Net", "[Param(\"I\"), Param(\"I\")] public partial Parameter W { get; }")),
        ["a member that is several things"] = ("NN0017", Class("[Layer] public partial class Net", "[Param(\"I\"), Dim] public partial int W { get; }")),
        ["a sub-layer that may be null"] = (Right, "#nullable enable\n" + Class("[Layer] public partial class Net", "[Sub] public partial Inner Part { get; }") + Class("[Layer] public partial class Inner")),
        ["a list of lists"] = ("NN0010", Class("[Layer] public partial class Net", "[Sub(Count = 2)] public partial SubList<SubList<Inner>> Parts { get; }") + Class("[Layer] public partial class Inner")),
        ["a sub-layer that is not visible"] = (SaidByCSharp, Class("[Layer] public partial class Net", "[Sub] public partial Outer.Inner Part { get; }") + "public static partial class Outer { " + Class("[Layer] private partial class Inner") + " }"),
        ["attributes of a generated member"] = (Right, Class("[Layer] public partial class Net", "[Param(\"I\"), System.Obsolete(\"no\")] public partial Parameter W { get; }")),

        // Half of a program.
        ["no usings"] = (SaidByCSharp, "[Layers] public partial class Net { public Vars Forward([Shap(\"N\")] Vars x) => Exps(x); }"),
        ["an unknown type for everything"] = (SaidByCSharp, "[Layer] public partial class Net { [Param(\"I\")] public partial Paramete W { get; } [Sub] public partial Affin A { get; } [Sub(Count = 2)] public partial SubList<Affin> B { get; } [Setting(1)] public partial flot C { get; } public Vra Forward([Shape(\"N\")] Vra x) => x; }"),
        ["a parameter without a name"] = (SaidByCSharp, "[Layer] public partial class Net { [Param(\"I\")] public partial Parameter { get; } public Var Forward([Shape(\"N\")] Var x) => x; }"),
        ["a class without a name"] = (SaidByCSharp, "[Layer] public partial class { public Var Forward([Shape(\"N\")] Var x) => x; }"),
        ["an attribute without its end"] = (SaidByCSharp, "[Layer] public partial class Net { [Param(\"I\" public partial Parameter W { get; } public Var Forward([Shape(\"N\")] Var x) => x; }"),
        ["two inputs of a name"] = (SaidByCSharp, "[Layer] public partial class Net { public Var Forward([Shape(\"N\")] Var x, [Shape(\"N\")] Var x) => x; }"),
        ["an input without a name"] = (SaidByCSharp, "[Layer] public partial class Net { public Var Forward([Shape(\"N\")] Var) => 1f; }"),
        ["two methods that are the same"] = (SaidByCSharp, "[Layer] public partial class Net { public Var Forward([Shape(\"N\")] Var x) => x; public Var F([Shape(\"N\")] Var x) => x; public Var F([Shape(\"N\")] Var x) => x; }"),
        ["two methods of a name"] = (Right, "[Layer] public partial class Net { public Var Forward([Shape(\"N\")] Var x) => F(x, x); public Var F([Shape(\"N\")] Var x) => x; public Var F([Shape(\"N\")] Var x, [Shape(\"N\")] Var y) => x + y; }"),
        ["overloads that differ in numbers alone"] = (Right, "[Layer] public partial class Net { public Var Forward([Shape(\"N\")] Var x) => F(x); public Var F([Shape(\"N\")] Var x) => x * 2; public Var F([Shape(\"N\")] Var x, [Shape] Var s) => x * s; public Var F([Shape(\"N\")] Var x, [Shape] Var s, [Shape] Var t) => x * s - t; public Var F2([Shape(\"N\")] Var x) => x; }"),
        ["an overload whose number stands where a dim does"] = (Right, "[Layer] public partial class Net { public Var Forward([Shape(\"N\")] Var x) => x; public Var F([Shape(\"N\")] Var x) => x * 2; public Var F([Shape(\"3\")] Var x, [Shape] IntVar t) => x * OneHot(t, 3); }"),
        ["two methods that are told apart by shapes alone"] = (Right, "[Layer] public partial class Net { public Var Forward([Shape(\"N\")] Var x) => x; public Var F([Shape(\"N\")] Var x) => x; public Var F([Shape(\"N\")] IntVar t) => OneHot(t, 3); }"),
    };

    public static TheoryData<string> Programs => new(All.Keys);

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task It_is_right_or_explained(string about)
    {
        (string expected, string source) = All[about];
        GeneratorRun run = TestCompilation.Generate(new LayerGenerator(), source, Definitions.Usings);
        foreach (GeneratorRunResult result in run.Driver.GetRunResult().Results) Assert.Null(result.Exception);
        Diagnostic[] csharp = [.. run.Output.GetDiagnostics().Where(one => one.Severity >= DiagnosticSeverity.Warning && one.Id != "CS1591")];
        Diagnostic[] cascade = [.. csharp.Where(one => run.Sources.ContainsKey(Path.GetFileName(one.Location.SourceTree?.FilePath ?? "")))];
        Diagnostic[] found = [.. await AnalyzerRun.Run(new LayerAnalyzer(), run.Output)];
        string all = SourceLines.Describe([.. csharp, .. found]);
        Assert.True(cascade.Length == 0, $"Generated code has errors:\n{all}");
        Assert.DoesNotContain(found, one => one.Id is "NN0099" or "AD0001");
        switch (expected)
        {
            case Right:
                Assert.True(!csharp.Any(one => one.Severity == DiagnosticSeverity.Error) && found.Length == 0, $"It should be right:\n{all}");
                break;
            case SaidByCSharp:
                Assert.True(csharp.Any(one => one.Severity == DiagnosticSeverity.Error && one.Id != "CS9248"), $"C# should have something to say:\n{all}");
                break;
            default:
                Assert.True(found.Any(one => one.Id == expected && one.Location.IsInSource), $"{expected} should be reported:\n{all}");
                Assert.True(csharp.All(one => one.Severity < DiagnosticSeverity.Error || expected == "NN0002"), $"C# should have nothing to add:\n{all}");
                break;
        }
    }

    private static string Class(string head, string members = "") => $"{head} {{ {members} public Var Forward([Shape(\"N\", \"I\")] Var x) => x * 2; }}";
}
