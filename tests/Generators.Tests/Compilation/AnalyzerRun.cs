using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace NNGen.Generators.Tests;

/// <summary>
/// An analyzer's run over sources in which the squiggles are marked, <c>{|NN0012:MatMul(x, W)|}</c>. The run fails unless the
/// analyzer underlines exactly what is marked: no more, no less, no character beside it.
/// </summary>
public static class AnalyzerRun
{
    /// <summary>Runs the analyzer and compares the squiggles with the marks; returns them in order of the source.</summary>
    public static Task<IReadOnlyList<Squiggle>> Check(DiagnosticAnalyzer analyzer, params string[] sources) =>
        Check(analyzer, [], UserProject.Default, sources);

    /// <summary>The same for a project to which generators add their part, as in a build.</summary>
    public static async Task<IReadOnlyList<Squiggle>> Check(
        DiagnosticAnalyzer analyzer, IReadOnlyList<IIncrementalGenerator> generators, UserProject project, params string[] sources)
    {
        MarkedSource[] marked = [.. sources.Select(MarkedSource.Parse)];
        CSharpCompilation user = TestCompilation.Create(project, [.. marked.Select(source => source.Text)]);
        SyntaxTree[] trees = [.. user.SyntaxTrees.Take(marked.Length)];
        var expected = marked.SelectMany((source, index) => source.Marks.Select(mark => (trees[index], mark.Id, mark.Span)));

        ImmutableArray<Diagnostic> found = await Run(analyzer, GeneratorRun.Of(generators, project, user).Output);
        AssertSame([.. expected], found);
        return [.. found
            .OrderBy(one => Array.IndexOf(trees, one.Location.SourceTree))
            .ThenBy(one => one.Location.SourceSpan.Start)
            .ThenBy(one => one.Id, StringComparer.Ordinal)
            .Select(Squiggle.Of)];
    }

    /// <summary>All that the analyzer reports, for a test that compares it in its own way.</summary>
    internal static async Task<ImmutableArray<Diagnostic>> Run(DiagnosticAnalyzer analyzer, Compilation compilation)
    {
        ExceptionDispatchInfo? crash = null;
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            onAnalyzerException: (exception, _, _) => crash ??= ExceptionDispatchInfo.Capture(exception),
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: false);
        var found = await compilation.WithAnalyzers([analyzer], options).GetAnalyzerDiagnosticsAsync();
        crash?.Throw();
        return found;
    }

    private static void AssertSame(List<(SyntaxTree Tree, string Id, TextSpan Span)> expected, ImmutableArray<Diagnostic> found)
    {
        var message = new StringBuilder();
        foreach (Diagnostic one in found)
        {
            if (one.Location.SourceTree is not { } tree || !expected.Remove((tree, one.Id, one.Location.SourceSpan)))
            {
                message.Append(CultureInfo.InvariantCulture, $"Not marked, but reported:\n{SourceLines.Describe(one)}");
            }
        }

        foreach (var (tree, id, span) in expected)
        {
            message.Append(CultureInfo.InvariantCulture, $"Marked {id}, but not reported, in {tree.FilePath}:\n{SourceLines.Underline(tree.GetText(), span)}");
        }

        if (message.Length > 0) Assert.Fail(message.ToString());
    }
}

/// <summary>A diagnostic as a user meets it in the editor.</summary>
/// <param name="Id">The rule.</param>
/// <param name="Severity">How grave it is.</param>
/// <param name="Text">The text that is underlined.</param>
/// <param name="Message">What it says.</param>
/// <param name="Related">The text at each of the other places that it points to.</param>
public sealed record Squiggle(string Id, DiagnosticSeverity Severity, string Text, string Message, IReadOnlyList<string> Related)
{
    internal static Squiggle Of(Diagnostic diagnostic) => new(
        diagnostic.Id,
        diagnostic.Severity,
        SourceLines.TextAt(diagnostic.Location),
        diagnostic.GetMessage(CultureInfo.InvariantCulture),
        [.. diagnostic.AdditionalLocations.Select(SourceLines.TextAt)]);
}
