using Microsoft.CodeAnalysis.Text;

namespace NNGen.Generators.Tests;

/// <summary>A source in which squiggles are marked: <c>{|NN0012:MatMul(x, W)|}</c>. Marks nest.</summary>
internal sealed record MarkedSource(string Text, IReadOnlyList<Mark> Marks)
{
    private const string Opening = "{|";
    private const string Closing = "|}";

    /// <exception cref="FormatException">A mark is not closed, not opened, or names no rule.</exception>
    public static MarkedSource Parse(string source)
    {
        var text = new System.Text.StringBuilder();
        var open = new Stack<(string Id, int Start)>();
        var marks = new List<Mark>();
        for (int at = 0; at < source.Length;)
        {
            if (Ahead(Opening))
            {
                int colon = source.IndexOf(':', at);
                string id = colon < 0 ? "" : source[(at + Opening.Length)..colon];
                if (id.Length == 0 || !id.All(char.IsAsciiLetterOrDigit)) throw Malformed("names no rule", at);
                open.Push((id, text.Length));
                at = colon + 1;
            }
            else if (Ahead(Closing))
            {
                if (!open.TryPop(out var mark)) throw Malformed("closes nothing", at);
                marks.Add(new Mark(mark.Id, TextSpan.FromBounds(mark.Start, text.Length)));
                at += Closing.Length;
            }
            else
            {
                text.Append(source[at++]);
            }

            bool Ahead(string token) => string.CompareOrdinal(source, at, token, 0, token.Length) == 0;
        }

        if (open.TryPeek(out var unclosed)) throw new FormatException($"The mark {Opening}{unclosed.Id}: is not closed.");
        return new MarkedSource(text.ToString(), marks);

        FormatException Malformed(string what, int at) =>
            new($"The mark at \"{source[at..Math.Min(at + 20, source.Length)]}\" {what}: write {Opening}NN0001:expression{Closing}.");
    }
}

/// <summary>Where a diagnostic of one rule is expected.</summary>
internal readonly record struct Mark(string Id, TextSpan Span);
