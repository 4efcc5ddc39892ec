using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NNGen.Generators.Tests.Docs;

/// <summary>What a page quotes of the source that was generated for a layer.</summary>
/// <remarks>
/// <c>Affine.CheckForward</c> is a member with the comment over it; <c>steps of Affine.RunBackward</c> are the paragraphs of a
/// member's body that begin with a comment: what it computes, without the lines that fetch and keep memory.
/// </remarks>
internal static class GeneratedExcerpt
{
    private const string StepsOf = "steps of ";

    /// <summary>The excerpt, indented from the left margin.</summary>
    /// <exception cref="FormatException">There is no such excerpt; the message says what there is.</exception>
    public static string Find(string which, IReadOnlyDictionary<string, string> sources)
    {
        bool steps = which.StartsWith(StepsOf, StringComparison.Ordinal);
        string[] path = (steps ? which[StepsOf.Length..] : which).Split('.');
        if (path is not [string layer, string name]) throw new FormatException($"\"{which}\" is not \"Layer.Member\" or \"steps of Layer.Member\".");
        if (!sources.TryGetValue($"{layer}.g.cs", out string? source))
            throw new FormatException($"Nothing was generated for \"{layer}\". There are: {string.Join(", ", sources.Keys)}");

        MemberDeclarationSyntax[] members = [.. CSharpSyntaxTree.ParseText(source).GetRoot()
            .DescendantNodes().OfType<TypeDeclarationSyntax>().First(type => type.Identifier.ValueText == layer).Members];
        MemberDeclarationSyntax[] found = [.. members.Where(member => NameOf(member) == name)];
        if (found is not [MemberDeclarationSyntax only])
        {
            throw new FormatException(
                $"{found.Length} members of the generated {layer} are called \"{name}\". There are: {string.Join(", ", members.Select(NameOf).Distinct())}");
        }

        string text = Dedent(Text(source, only));
        return steps ? Dedent(Steps(which, text)) : text;
    }

    /// <summary>Whether two texts have the same lines, whatever stands before each of them.</summary>
    public static bool Same(string one, string other) => Trimmed(one).SequenceEqual(Trimmed(other));

    private static IEnumerable<string> Trimmed(string text) => text.Split('\n').Select(line => line.Trim());

    private static string NameOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        FieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier.ValueText,
        _ => member.Kind().ToString(),
    };

    // With the comments right above it; XML documentation is for the editor, not for a page.
    private static string Text(string source, MemberDeclarationSyntax member)
    {
        SyntaxTrivia comment = member.GetLeadingTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia));
        int start = comment.IsKind(SyntaxKind.None) ? member.SpanStart : comment.SpanStart;
        return source[(source.LastIndexOf('\n', start) + 1)..member.Span.End].ReplaceLineEndings("\n");
    }

    private static string Steps(string which, string member)
    {
        string[] body = member.Split('\n')[2..^1];
        string[] steps = [.. string.Join('\n', body).Split("\n\n").Where(paragraph => paragraph.TrimStart().StartsWith("//", StringComparison.Ordinal))];
        return steps.Length > 0 ? string.Join("\n\n", steps) : throw new FormatException($"There are no {which}: no paragraph there begins with a comment.");
    }

    private static string Dedent(string text)
    {
        string[] lines = text.Split('\n');
        int margin = lines.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart(' ').Length);
        return string.Join('\n', lines.Select(line => line.Length >= margin ? line[margin..] : ""));
    }
}
