using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace NNGen.Generators.Tests;

/// <summary>Diagnostics as a person wants to read them in a failing test: with the source line, underlined.</summary>
internal static class SourceLines
{
    public static string Describe(IEnumerable<Diagnostic> diagnostics) =>
        string.Join("\n", diagnostics.OrderByDescending(diagnostic => diagnostic.Severity).Select(Describe));

    public static string Describe(Diagnostic diagnostic) =>
        diagnostic.ToString().Split('\n')[0] is var head && diagnostic.Location.SourceTree is { } tree
            ? $"{head}\n{Underline(tree.GetText(), diagnostic.Location.SourceSpan)}"
            : diagnostic.ToString() + "\n";

    /// <summary>The line at which the span begins, and a line of carets under the part of the span on it.</summary>
    public static string Underline(SourceText text, TextSpan span)
    {
        TextLine line = text.Lines.GetLineFromPosition(span.Start);
        int length = Math.Max(1, Math.Min(span.End, line.End) - span.Start);
        string indent = new([.. line.ToString().Take(span.Start - line.Start).Select(c => c == '\t' ? '\t' : ' ')]);
        return new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"    {line}\n")
            .Append(CultureInfo.InvariantCulture, $"    {indent}{new string('^', length)}\n")
            .ToString();
    }

    /// <summary>The text under a location, or its file when it lies outside the sources.</summary>
    public static string TextAt(Location location) =>
        location.SourceTree is { } tree ? tree.GetText().ToString(location.SourceSpan) : location.GetLineSpan().Path ?? "";
}
