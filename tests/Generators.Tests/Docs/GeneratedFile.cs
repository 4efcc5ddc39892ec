using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NNGen.Generators.Tests.Docs;

/// <summary>
/// A generated source cut into parts, so that a page can show all of it and say something between: what stands before the
/// first member of the layer (<c>opening</c>), each member under its name, and what stands after the last (<c>closing</c>).
/// </summary>
/// <remarks>Neighbours of one name are one part: the overloads of <c>Forward</c>. The parts one after the other are the file.</remarks>
internal sealed class GeneratedFile
{
    public GeneratedFile(string source)
    {
        source = source.ReplaceLineEndings("\n");
        MemberDeclarationSyntax[] members = [.. CSharpSyntaxTree.ParseText(source).GetRoot()
            .DescendantNodes().OfType<TypeDeclarationSyntax>().First().Members];

        var parts = new List<GeneratedPart>();
        int start = members[0].FullSpan.Start;
        parts.Add(new("opening", source[..start]));
        foreach (IGrouping<int, MemberDeclarationSyntax> group in members.GroupBy(member => FirstOfItsName(members, Array.IndexOf(members, member))))
        {
            int end = group.Last().FullSpan.End;
            parts.Add(new(NameOf(group.First()), source[start..end]));
            start = end;
        }

        parts.Add(new("closing", source[start..]));
        Parts = parts;
    }

    /// <summary>The parts in the order of the file.</summary>
    public IReadOnlyList<GeneratedPart> Parts { get; }

    /// <summary>Parts that follow one another, as a page shows them: from the left margin, without blank lines around them.</summary>
    /// <param name="names">The names of the parts, or the first and the last with <c>…</c> between.</param>
    /// <exception cref="FormatException">There are no such parts one after the other; the message says what there is.</exception>
    public (int First, int Count, string Text) Find(IReadOnlyList<string> names)
    {
        string[] all = [.. Parts.Select(part => part.Name)];
        int first = Array.IndexOf(all, names[0]);
        int count = names is [_, "…", string last] ? Array.IndexOf(all, last) + 1 - first : names.Count;
        bool there = first >= 0 && count > 0 && first + count <= all.Length && (names.Contains("…") || all.AsSpan(first, count).SequenceEqual(names.ToArray()));
        if (!there) throw new FormatException($"The generated source has no parts \"{string.Join(' ', names)}\" in that order. It has: {string.Join(' ', all)}");

        return (first, count, Dedent(string.Concat(Parts.Skip(first).Take(count).Select(part => part.Text))));
    }

    private static int FirstOfItsName(MemberDeclarationSyntax[] members, int index)
    {
        while (index > 0 && NameOf(members[index - 1]) == NameOf(members[index])) index--;
        return index;
    }

    private static string NameOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        FieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier.ValueText,
        _ => member.Kind().ToString(),
    };

    private static string Dedent(string text)
    {
        string[] lines = text.TrimStart('\uFEFF').Trim('\n').Split('\n');
        int margin = lines.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart(' ').Length);
        return string.Join('\n', lines.Select(line => line.Length >= margin ? line[margin..] : line)).TrimEnd();
    }
}

/// <summary>A part of a generated source.</summary>
/// <param name="Name">The member's name, or <c>opening</c> or <c>closing</c>.</param>
/// <param name="Text">The text with its comments and blank lines.</param>
internal sealed record GeneratedPart(string Name, string Text);
