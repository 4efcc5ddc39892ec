using System.Reflection;
using System.Text;
using Basic.Reference.Assemblies;
using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using NNGen.Generators.Shapes;
using static NNGen.Generators.Tests.Shapes.DimGen;

namespace NNGen.Generators.Tests.Shapes;

public sealed class DimEmissionTests
{
    [Fact]
    public void The_emitted_expression_compiles_without_a_warning_and_has_the_value_of_the_dim()
    {
        Dim[] dims = [.. Enumerable.Range(0, 400).Select(static i => Dims.Generate(new PCG(3, (ulong)i), null!, out _))];

        // Sizes of what windows make, too.
        dims = [.. dims, .. dims.Zip(dims.Skip(1), static (a, b) => Dim.FloorDivide(a, Dim.Name("H") + 2) + 1 is var steps ? steps * (Dim.FloorDivide(b, 2) + 1) * a : a).Where(static dim => !dim.HasFault)];
        var source = new StringBuilder("using Core = global::NNGen.Core;\npublic static class Emitted {\n");
        for (int i = 0; i < dims.Length; i++)
        {
            source.Append($"public static long Narrow{i}(int N, int H, int A, int T) => checked({dims[i].ToCSharp(false)});\n");
            source.Append($"public static long Wide{i}(int N, int H, int A, int T) => checked({dims[i].ToCSharp(true)});\n");
            source.Append($"public static long Counted{i}(int N, int H, int A, int T) => ((Core::Count)({dims[i].ToCount()})).Value;\n");
            source.Append($"public static long Positive{i}(int N, int H, int A, int T) => checked({dims[i].ToCSharp(true, Facts("", Names))});\n");
        }
        Type emitted = Compile(source.Append('}').ToString()).GetType("Emitted")!;
        for (int i = 0; i < dims.Length; i++)
        {
            foreach (Values values in Enumerable.Range(0, 20).Select(seed => SomeValues.Generate(new PCG(4, (ulong)(20 * i + seed)), null!, out _)))
            {
                if (!dims[i].TryEvaluate(name => values[name], out long expected)) continue;
                object[] arguments = [.. values.Numbers.Select(static number => (object)(int)number)];
                Assert.True(expected == Call("Wide"), $"{dims[i]} with {values}: {dims[i].ToCSharp(true)}");
                Assert.True(expected == Call("Counted"), $"{dims[i]} with {values}: {dims[i].ToCount()}");
                if (values.Numbers.All(static number => number > 0)) Assert.True(expected == Call("Positive"), $"{dims[i]} with {values}");
                if (Math.Abs(expected) < 1000 && values.Numbers.Max() < 6) Assert.True(expected == Call("Narrow"), $"{dims[i]} with {values}");

                long Call(string method) => (long)emitted.GetMethod(method + i)!.Invoke(null, arguments)!;
            }
        }
    }

    [Theory]
    [InlineData("N*O*((H - K)/S + 1)*((W - K)/S + 1)", "N * O * ((H - K) / S + 1) * ((W - K) / S + 1)", "(long)N * O * (((long)H - K) / S + 1) * (((long)W - K) / S + 1)")]
    [InlineData("N*((H - K)/S + 1)", "N * ((H - K) / S + 1)", "(long)N * (((long)H - K) / S + 1)")]
    [InlineData("((H - K)/S + 1)*((H - K)/S + 1)", "((H - K) / S + 1) * ((H - K) / S + 1)", "1L * (((long)H - K) / S + 1) * (((long)H - K) / S + 1)")]
    [InlineData("(N + O)*((H - K)/S + 1)", "(N + O) * ((H - K) / S + 1)", "((long)N + O) * (((long)H - K) / S + 1)")]
    [InlineData("(H - K)/S + 1", "(H - K) / S + 1", "(long)(((long)H - K) / S) + 1")]
    [InlineData("N*((H - K)/S) + N + 1", "N * ((H - K) / S) + N + 1", "(long)N * (((long)H - K) / S) + N + 1")]
    public void Numbers_of_steps_are_written_as_the_factors_that_they_are(string text, string narrow, string wide)
    {
        Facts facts = Facts("K <= H && K <= W && S >= 1", []);
        Assert.Equal(narrow, Parse(text).ToCSharp(false, facts));
        Assert.Equal(wide, Parse(text).ToCSharp(true, facts));
        Assert.Contains("Math.Floor(", Parse(text).ToCSharp(true), StringComparison.Ordinal);
    }

    private static Gen<Dim> Dims => Formulas.Where(IsDim).Select(static formula => Parse(formula.Text));

    private static Assembly Compile(string source)
    {
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, generalDiagnosticOption: ReportDiagnostic.Error, warningLevel: 9999);
        var compilation = CSharpCompilation.Create("Emitted", [CSharpSyntaxTree.ParseText(source)], [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(NNGen.Core.Block).Assembly.Location)], options);
        using var stream = new MemoryStream();
        EmitResult result = compilation.Emit(stream);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Select(static diagnostic => diagnostic + " in " + diagnostic.Location.SourceTree?.ToString().Split('\n')[diagnostic.Location.GetLineSpan().StartLinePosition.Line])));
        return Assembly.Load(stream.ToArray());
    }
}
