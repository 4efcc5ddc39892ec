using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NNGen.Generators.Diagnostics;
using NNGen.Generators.Emission;
using NNGen.Generators.Reading;
using NNGen.Generators.Tests.Reading;

namespace NNGen.Generators.Tests.Diagnostics;

/// <summary>Code that is being typed is the normal input of an analyzer: it never fails on it.</summary>
public sealed class HalfTypedTests
{
    private const string Program = """
        [Layer, Where("H % A == 0")]
        public partial class Net
        {
            [Param("I", "H", Init = Init.He)] public partial Parameter W { get; }
            [Sub("H", "O"), Set("Rate", 2f), Set("Bias", "Rounds - 1")] public partial Dense Out { get; }
            [Dim] public partial int A { get; }
            [Setting(0.5f)] public partial float Rate { get; }
            [Setting(2)] public partial int Rounds { get; }
            [State("I", Init = Init.Ones)] public partial State Mean { get; }
            [Sub("H", "H", Count = 2)] public partial SubList<Dense> Deep { get; }
            private int Width => A * 2;
            static Var Step(Var v, float by) => v * by;
            [Gradient(nameof(Step))] static Var Back(Var v, float by, Var y, Var dy) => dy;

            [return: Shape("N", "O")]
            public Var Predict([Shape("N", "I")] Var x)
            {
                var (n, i) = x.Shape;
                if (IsTraining) Mean.Update(Mean * 0.9f + Reshape(Sum(x, 0), i));
                x = Dropout(x - Mean, IsTraining ? 0.5f : Rate);
                Var h = Reshape(MatMul(x, W), n, A, -1);
                for (int k = 0; k < 2; k++) h += k == 1 ? Helper(h) : h * Rate;
                (Var a, int b) = (Reshape(h, n, -1), 3);
                foreach (Dense d in Deep) a = d.Forward(a);
                var all = new Var[2]; all[0] = a; all[^1] = Deep[1].Forward(all[0]) / Width;
                a = b switch { 3 when b is > 1 => all[1], _ => a };
                switch (b) { case 1: break; default: foreach (Var v in new[] { a, all[0] }) a += v; break; }
                return Out.Forward(Step(a, 2) / MathF.Sqrt(i));
                Var Helper(Var v) { if (v.Size(0) >= 0) return Relu(v); else return v; }
            }

            public (Var Loss, Var) Forward([Shape("N", "I"), NoGrad] Var x, [Shape("N")] IntVar t) => (CrossEntropy(Predict(x), t), x);
        }

        [Layer]
        public partial class Dense
        {
            [Param("I", "O")] public partial Parameter W { get; }
            [Setting(1)] public partial float Rate { get; }
            [Setting(0)] public partial int Bias { get; }
            public Var Forward([Shape("...", "I")] Var x) => MatMul(x, W) * Rate + Bias;
        }
        """;

    private static readonly CSharpCompilation Usings = Small(TestCompilation.Create(new UserProject { ImplicitUsings = false }, Definitions.Usings, "global using System;"));

    [Fact]
    public void The_whole_program_is_right() => Definitions.Read("Net", Program);

    [Fact]
    public void The_references_suffice()
        => Assert.DoesNotContain(Usings.AddSyntaxTrees(TestCompilation.Parse(UserProject.Default, Program, "Net.cs")).GetDiagnostics(), one => one.Severity == DiagnosticSeverity.Error && one.Id != "CS9248");

    [Fact]
    public void A_program_may_end_anywhere() => NeverFails(Enumerable.Range(0, Program.Length).Select(length => Program[..length].TrimEnd()).Distinct());

    [Fact]
    public void Any_word_may_be_missing() => NeverFails(Tokens().Select(token => Program.Remove(token.SpanStart, token.Span.Length)));

    private static IEnumerable<SyntaxToken> Tokens()
        => CSharpSyntaxTree.ParseText(Program, UserProject.Default.ParseOptions).GetRoot().DescendantTokens().Where(token => token.Span.Length > 0);

    /// <summary>With the references that the program needs: a thousand compilations would otherwise look every name up in all of .NET.</summary>
    private static CSharpCompilation Small(CSharpCompilation compilation) => compilation.WithReferences(compilation.References
        .Where(reference => Path.GetFileName(reference.Display ?? "") is var name && (name.Contains("System.Runtime.dll", StringComparison.Ordinal) || name.Contains("NNGen", StringComparison.Ordinal) || name.Contains("System.Runtime (", StringComparison.Ordinal))));

    private static void NeverFails(IEnumerable<string> programs) => NeverFails("", programs);

    /// <summary>Fails on a program for which the compiler has no answer, whatever is wrong with it.</summary>
    /// <param name="beside">Source that every program may use.</param>
    internal static void NeverFails(string beside, IEnumerable<string> programs) => Parallel.ForEach(programs, program =>
    {
        SyntaxTree tree = TestCompilation.Parse(UserProject.Default, program, "Net.cs");
        CSharpCompilation compilation = Usings.AddSyntaxTrees(tree, TestCompilation.Parse(UserProject.Default, beside, "Beside.cs"));
        foreach (INamedTypeSymbol layer in compilation.Assembly.GlobalNamespace.GetTypeMembers().Where(WellKnown.IsLayer))
        {
            var problems = new Problems();
            LayerModel? model = LayerReading.Read(layer, compilation, problems, CancellationToken.None);
            Assert.True(problems.Found.All(found => found.Id != Rules.Internal.Id), $"{SourceLines.Describe(problems.Found)}\n{program}");
            if (model is not null && !problems.HasErrors) Assert.NotEmpty(model.Methods);
            if (model is { Broken: null })
            {
                LayerEmission.Emit(model, out string? failure);
                Assert.True(failure is null, $"{failure}\n{program}");
            }

            // Nothing is refused in silence: what no message tells, C# tells.
            if (problems.HasErrors && problems.Found.Count == 0)
                Assert.True(tree.GetDiagnostics().Any() || compilation.GetDiagnostics().Any(one => one.Severity == DiagnosticSeverity.Error && one.Id != "CS9248") || IsWrong(compilation), program);
        }
    });

    /// <summary>Whether a layer of the program has a message: then those that use it need none.</summary>
    private static bool IsWrong(CSharpCompilation compilation) => compilation.Assembly.GlobalNamespace.GetTypeMembers().Where(WellKnown.IsLayer).Any(layer =>
    {
        var problems = new Problems();
        LayerReading.Read(layer, compilation, problems, CancellationToken.None);
        return problems.Found.Count > 0;
    });
}
