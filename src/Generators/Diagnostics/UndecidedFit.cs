using NNGen.Generators.Shapes;

namespace NNGen.Generators.Diagnostics;

/// <summary>
/// What has to hold for the shapes of one expression to fit, of which nothing says that it does. A product may need two dims to be
/// equal, and an expression in a loop something else each time: it is one warning, which names all of it.
/// </summary>
internal sealed class UndecidedFit
{
    private readonly List<(string OnlyIf, Fact Fact)> _parts = [];

    /// <param name="onlyIf">The beginning of a sentence that the fact ends.</param>
    /// <returns>False if that has been said.</returns>
    public bool Add(string onlyIf, Fact fact)
    {
        if (_parts.Any(part => part.Fact.SaysTheSame(fact))) return false;
        _parts.Add((onlyIf, fact));
        return true;
    }

    /// <summary>"… only if A == B and C == D, and nothing says so; state them with [Where("A == B &amp;&amp; C == D")], or every call checks them".</summary>
    public override string ToString()
    {
        string them = _parts.Count == 1 ? "it" : "them";
        IEnumerable<string> sentences = _parts.GroupBy(static part => part.OnlyIf).Select(static group => $"{group.Key} {All([.. group.Select(static part => Text(part.Fact))])}");
        string facts = string.Join(" && ", _parts.Select(static part => Text(part.Fact)));
        return $"{string.Join(", and ", sentences)}, and nothing says so; state {them} with [Where(\"{facts}\")], or every call checks {them}";
    }

    /// <summary>"a", "a and b", "a, b and c".</summary>
    private static string All(IReadOnlyList<string> facts)
        => facts.Count == 1 ? facts[0] : $"{string.Join(", ", facts.Take(facts.Count - 1))} and {facts[facts.Count - 1]}";

    /// <summary>A remainder that has to be zero reads better than two sides that both have the quotient in them.</summary>
    private static string Text(Fact fact)
    {
        string text = $"{fact}", difference = $"{fact.Left - fact.Right} == 0";
        return fact.Relation == Relation.Equal && difference.Length < text.Length ? difference : text;
    }
}
