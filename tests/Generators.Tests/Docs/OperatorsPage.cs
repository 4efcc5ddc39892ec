using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NNGen.Generators.Tests.Docs;

/// <summary>
/// docs/operators.md as the XML docs of the operators tell it: a section for each file of <c>Ops</c> and one each for the operators of
/// <c>Var</c> and of <c>Mask</c>, a row for each member.
/// </summary>
internal sealed partial class OperatorsPage
{
    private static readonly string[] Order = ["Making", "Elementwise", "Choosing", "Reducing", "Matrices", "Einsum", "Shapes", "Moving", "Indexing", "Probability", "Images", "Training"];

    private OperatorsPage(string text, IReadOnlyList<string> members, IReadOnlyList<string> lacking)
        => (Text, Members, Lacking) = (text, members, lacking);

    /// <summary>The sections.</summary>
    public string Text { get; }

    /// <summary>The members of <c>Ops</c> that have a row, as <c>Sum(x, axis, keepDims)</c>.</summary>
    public IReadOnlyList<string> Members { get; }

    /// <summary>What the docs of members do not say, as sentences.</summary>
    public IReadOnlyList<string> Lacking { get; }

    /// <param name="definitions">The folder of the runtime in which <c>Ops</c> and <c>Var</c> are defined.</param>
    public static OperatorsPage Of(string definitions)
    {
        List<string> members = [], lacking = [];
        var text = new StringBuilder();
        IEnumerable<(string Title, string File)> groups = Directory.EnumerateFiles(Path.Combine(definitions, "Ops"), "Ops.*.cs")
            .Select(file => (Title: Path.GetFileName(file)[4..^3], File: file))
            .OrderBy(group => Array.IndexOf(Order, group.Title) is >= 0 and int place ? place : Order.Length).ThenBy(group => group.Title, StringComparer.Ordinal)
            .Prepend(("Logic", Path.Combine(definitions, "Mask.Operators.cs")))
            .Prepend(("Arithmetic", Path.Combine(definitions, "Var.Operators.cs")));
        foreach ((string title, string file) in groups)
        {
            var type = (TypeDeclarationSyntax)((BaseNamespaceDeclarationSyntax)CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetCompilationUnitRoot().Members[0]).Members[0];
            string about = Part(type, "content");
            text.Append("\n## ").Append(title).Append("\n\n").Append(about.Length > 0 ? about + "\n\n" : "").Append("| operator | gives | gradient | errors |\n|---|---|---|---|\n");
            foreach (MemberDeclarationSyntax member in type.Members.Where(member => member.Modifiers.Any(SyntaxKind.PublicKeyword)))
            {
                if (Signature(member) is not { } signature) continue;
                string summary = Part(member, "summary");
                Match parts = Gradient().Match(summary);
                if (summary.Length == 0) lacking.Add($"{signature} in {Path.GetFileName(file)} has no summary.");
                else if (!parts.Success) lacking.Add($"The summary of {signature} in {Path.GetFileName(file)} should end with 'Gradient: …' or 'No gradient.'.");
                string gradient = parts.Groups["none"].Success ? "none" : Sentence(parts.Groups["gradient"].Value);
                text.Append("| `").Append(Cell(signature)).Append("` | ").Append(Cell(parts.Success ? parts.Groups["what"].Value : summary)).Append(" | ").Append(Cell(gradient))
                    .Append(" | ").Append(Cell(string.Join(" ", Errors(member)))).Append(" |\n");
                if (member is MethodDeclarationSyntax method) members.Add(Key(method.Identifier.Text, method.ParameterList.Parameters.Select(parameter => parameter.Identifier.Text)));
            }
        }

        return new(text.ToString(), members, lacking);
    }

    public static string Key(string name, IEnumerable<string> parameters) => $"{name}({string.Join(", ", parameters)})";

    /// <summary>How a definition calls it; null for what is no operator.</summary>
    private static string? Signature(MemberDeclarationSyntax member)
    {
        static string Parameters(BaseParameterListSyntax list) => string.Join(", ", list.Parameters.Select(parameter => parameter.ToString()));
        return member switch
        {
            MethodDeclarationSyntax method when method.Modifiers.Any(SyntaxKind.StaticKeyword) => $"{method.Identifier}({Parameters(method.ParameterList)})",
            OperatorDeclarationSyntax { ParameterList.Parameters: [var only] } unary => $"{unary.OperatorToken}{only.Type}",
            OperatorDeclarationSyntax { ParameterList.Parameters: [var left, var right] } binary => $"{left.Type} {binary.OperatorToken} {right.Type}",
            ConversionOperatorDeclarationSyntax { ParameterList.Parameters: [var from] } conversion => $"{from.Type} as {conversion.Type}",
            IndexerDeclarationSyntax indexer => $"x[{Parameters(indexer.ParameterList)}]",
            _ => null,
        };
    }

    private static string Part(MemberDeclarationSyntax member, string name) => Docs(member)?.Element(name) is { } part ? Plain(part) : "";

    private static IEnumerable<string> Errors(MemberDeclarationSyntax member)
        => Docs(member)?.Elements("exception").Select(error => $"`{error.Attribute("cref")!.Value}`: {Plain(error)}") ?? [];

    private static XElement? Docs(MemberDeclarationSyntax member)
    {
        string[] lines = [.. member.GetLeadingTrivia().ToFullString().Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("///", StringComparison.Ordinal)).Select(line => line[3..])];
        return lines.Length == 0 ? null : XElement.Parse($"<docs>{string.Join("\n", lines)}</docs>");
    }

    private static string Plain(XElement part)
    {
        var text = new StringBuilder();
        foreach (XNode node in part.Nodes())
        {
            text.Append(node switch
            {
                XElement { Name.LocalName: "see" } see => $"`{see.Attribute("cref")?.Value ?? see.Attribute("langword")?.Value}`",
                XElement { Name.LocalName: "paramref" } parameter => parameter.Attribute("name")!.Value,
                XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
                XElement other => Plain(other),
                XText plain => plain.Value,
                _ => "",
            });
        }

        return Blanks().Replace(text.ToString(), " ").Trim();
    }

    private static string Sentence(string text) => Label().Replace(text.Trim(), "");

    // A bar would end the cell.
    private static string Cell(string text) => text.Trim().Replace("|", "\\|", StringComparison.Ordinal);

    [GeneratedRegex(@"^(?<what>.*?)\s*(?:(?<none>No gradient\b.*)|(?<gradient>Gradients?\b.*))$", RegexOptions.Singleline)]
    private static partial Regex Gradient();

    [GeneratedRegex(@"^Gradients?[:,]?\s*")]
    private static partial Regex Label();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
