namespace NNGen.Generators.Shapes;

/// <summary>Reads facts: <c>facts = fact {"&amp;&amp;" fact}</c>, <c>fact = sum ("==" | "&lt;=" | "&lt;" | "&gt;=" | "&gt;") sum</c>.</summary>
internal static class FactsParser
{
    // The longer signs first: "<=" begins with "<".
    private static readonly (string Text, Relation Relation)[] Signs =
    [
        ("==", Relation.Equal),
        ("<=", Relation.AtMost),
        (">=", Relation.AtLeast),
        ("<", Relation.Less),
        (">", Relation.Greater),
    ];

    public static IReadOnlyList<Fact>? Parse(string text, out DimError? error)
    {
        var parser = new DimParser(text);
        var facts = new List<Fact>();
        bool read = ReadAll(parser, facts, text);
        error = parser.Error;
        return read ? facts : null;
    }

    private static bool ReadAll(DimParser parser, List<Fact> facts, string text)
    {
        if (parser.AtEnd)
        {
            parser.Fail(0, 0, "a fact is missing: compare two dims, as in H % A == 0");
            return false;
        }
        do
        {
            int start = parser.Position;
            if (Read(parser) is not { } fact) return false;
            if (CanNeverHold(fact))
            {
                parser.Fail(start, text.Substring(start, parser.Position - start).TrimEnd().Length, $"{fact} can never hold");
                return false;
            }
            facts.Add(fact);
        }
        while (parser.TryTake("&&"));
        if (parser.AtEnd) return true;
        if (TryTakeSign(parser) is not null) parser.Fail(parser.Position, 0, "a fact compares two dims: join several facts with &&");
        else if (parser.TryTake("|")) parser.Fail(parser.Position - 1, 1, "facts hold together: join them with &&");
        else parser.FailAtNext();
        return false;
    }

    private static Fact? Read(DimParser parser)
    {
        if (parser.Sum() is not { } left) return null;
        int at = parser.Position;
        if (TryTakeSign(parser) is { } relation) return parser.Sum() is { } right ? new Fact(left, relation, right) : null;
        if (parser.AtEnd || parser.TryTake("&&")) parser.Fail(at, 0, $"this is a dim and no fact: compare it, as in {left} == 1");
        else if (parser.TryTake("=")) parser.Fail(at, 1, "write == for two dims that are equal");
        else if (parser.TryTake("!=")) parser.Fail(at, 2, "a fact is one of == <= < >= >: != tells the compiler nothing that it could use");
        else parser.FailAtNext();
        return null;
    }

    private static Relation? TryTakeSign(DimParser parser)
    {
        foreach ((string sign, Relation relation) in Signs)
            if (parser.TryTake(sign)) return relation;
        return null;
    }

    private static bool CanNeverHold(Fact fact)
        => fact.Difference.TryConstant(out long value) && (fact.Relation == Relation.Equal ? value != 0 : value < 0);
}
