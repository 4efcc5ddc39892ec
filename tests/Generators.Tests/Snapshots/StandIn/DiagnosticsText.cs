using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace NNGen.Generators.Tests.Snapshots.StandIn;

/// <summary>
/// Diagnostics as Verify writes them: a JSON without quotes, from which empty members are left out. NNGen's generator reports
/// nothing (its analyzer does), so such a snapshot is the sign of something gone wrong rather than a format to rely on.
/// </summary>
internal static class DiagnosticsText
{
    public static string Of(IEnumerable<Diagnostic> diagnostics)
    {
        var text = new StringBuilder("{\n  Diagnostics: [\n");
        text.AppendJoin(",\n", diagnostics.Select(diagnostic => $"    {{\n{string.Join(",\n", Members(diagnostic))}\n    }}"));
        return text.Append("\n  ]\n}").ToString();
    }

    private static IEnumerable<string> Members(Diagnostic diagnostic)
    {
        const string indent = "      ";
        if (diagnostic.Location != Location.None) yield return $"{indent}Location: {Excerpt(diagnostic.Location)}{Position(diagnostic.Location)}";
        yield return indent + Member("Message", diagnostic.GetMessage(CultureInfo.InvariantCulture));
        yield return $"{indent}Severity: {diagnostic.Severity}";
        if (diagnostic.WarningLevel != 0) yield return string.Create(CultureInfo.InvariantCulture, $"{indent}WarningLevel: {diagnostic.WarningLevel}");
        yield return $"{indent}Descriptor: {{\n{string.Join(",\n", Members(diagnostic.Descriptor))}\n{indent}}}";
    }

    private static IEnumerable<string> Members(DiagnosticDescriptor descriptor)
    {
        const string indent = "        ";
        yield return $"{indent}Id: {descriptor.Id}";
        yield return indent + Member("Title", descriptor.Title.ToString(CultureInfo.InvariantCulture));
        string description = descriptor.Description.ToString(CultureInfo.InvariantCulture);
        if (!string.IsNullOrWhiteSpace(description)) yield return indent + Member("Description", description);
        if (!string.IsNullOrWhiteSpace(descriptor.HelpLinkUri)) yield return $"{indent}HelpLink: {descriptor.HelpLinkUri}";
        yield return indent + Member("MessageFormat", descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture));
        yield return $"{indent}Category: {descriptor.Category}";
        yield return $"{indent}DefaultSeverity: {descriptor.DefaultSeverity}";
        yield return $"{indent}IsEnabledByDefault: {(descriptor.IsEnabledByDefault ? "true" : "false")}";
        if (descriptor.CustomTags.Any())
        {
            yield return $"{indent}CustomTags: [\n{string.Join(",\n", descriptor.CustomTags.Select(tag => $"{indent}  {tag}"))}\n{indent}]";
        }
    }

    /// <summary>A text of several lines begins on a line of its own.</summary>
    private static string Member(string name, string value) => value.Contains('\n') ? $"{name}:\n{value}" : $"{name}: {value}";

    private static string Position(Location location)
    {
        FileLinePositionSpan span = location.GetMappedLineSpan();
        return $"{span.Path.Replace('/', '\\')}: {span.Span}";
    }

    /// <summary>The lines around the place, underlined, as a comment before the position.</summary>
    private static string Excerpt(Location location)
    {
        if (location.SourceTree is not { } tree) return "";
        var excerpt = new StringBuilder("/*\n");
        TextLineCollection lines = tree.GetText().Lines;
        LinePositionSpan span = location.GetLineSpan().Span;
        for (int at = Math.Max(span.Start.Line - 1, 0); at <= Math.Min(span.End.Line + 1, lines.Count - 1); at++)
        {
            excerpt.Append(CultureInfo.InvariantCulture, $"{lines[at]}\n");
            if (lines[at].Span.Intersection(location.SourceSpan) is { } part)
            {
                excerpt.Append(' ', part.Start - lines[at].Start).Append('^', part.Length).Append('\n');
            }
        }

        return excerpt.Append("*/\n ").ToString();
    }
}
