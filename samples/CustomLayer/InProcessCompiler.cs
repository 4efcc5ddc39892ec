using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using NNGen.Generators;

namespace NNGen.Samples.CustomLayer;

/// <summary>Compiles a source as a build would: with the generator that adds to layers, and the analyzer that reports what is wrong.</summary>
internal static class InProcessCompiler
{
    /// <summary>All that the compiler and the analyzer have to say, in order of the source.</summary>
    public static async Task<IReadOnlyList<Message>> CompileAsync(string file, string source)
    {
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp14);
        CSharpCompilation user = CSharpCompilation.Create(
            "Mistake",
            [CSharpSyntaxTree.ParseText(SourceText.From(source), options, file)],
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

        CSharpGeneratorDriver
            .Create([new LayerGenerator().AsSourceGenerator()], parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(user, out Compilation whole, out _);
        var all = await whole.WithAnalyzers([new LayerAnalyzer()]).GetAllDiagnosticsAsync();
        return [.. all.Where(one => one.Severity >= DiagnosticSeverity.Warning).OrderBy(one => one.Location.SourceSpan.Start).Select(ToMessage)];
    }

    /// <summary>What this program itself runs on: .NET, the tensors, and NNGen.</summary>
    private static IEnumerable<MetadataReference> References()
        => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path));

    private static Message ToMessage(Diagnostic diagnostic) => new(
        diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning",
        diagnostic.Id,
        diagnostic.GetMessage(CultureInfo.InvariantCulture),
        [.. diagnostic.AdditionalLocations.Prepend(diagnostic.Location).Where(place => place.IsInSource).Select(ToPlace)]);

    private static Place ToPlace(Location location)
    {
        FileLinePositionSpan span = location.GetLineSpan();
        TextLine line = location.SourceTree!.GetText().Lines[span.StartLinePosition.Line];
        int start = span.StartLinePosition.Character;
        int end = span.EndLinePosition.Line == span.StartLinePosition.Line ? span.EndLinePosition.Character : line.Span.Length;
        return new(span.Path, span.StartLinePosition.Line + 1, start, Math.Max(1, end - start), line.ToString());
    }
}
