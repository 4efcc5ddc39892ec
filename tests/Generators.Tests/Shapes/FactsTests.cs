using NNGen.Generators.Shapes;
using static NNGen.Generators.Tests.Shapes.DimGen;

namespace NNGen.Generators.Tests.Shapes;

public sealed class FactsTests
{
    [Theory]
    [InlineData("H % A == 0", "H % A == 0")]
    [InlineData("I==H", "I == H")]
    [InlineData("T >= 2 && K <= T", "T >= 2 && K <= T")]
    [InlineData("1 < K && T > K", "1 < K && T > K")]
    public void Reads_and_prints(string text, string expected) => Assert.Equal(expected, Facts(text).ToString());

    [Fact]
    public void Together_they_are_all_facts_and_all_positive_names_once()
    {
        Facts both = Facts("I == H", "I").And(Facts("I == H && T >= 2", "H", "I"));
        Assert.Equal("I == H && T >= 2", both.ToString());
        Assert.Equal(["H", "I"], both.Positive);
        Assert.Equal(both, Facts("I == H && T >= 2", "I", "H"));
        Assert.Equal(Generators.Shapes.Facts.None, Generators.Shapes.Facts.None.And(Generators.Shapes.Facts.None));
    }

    [Fact]
    public void A_fact_prints_as_a_condition_in_C_sharp()
    {
        Assert.Equal("H % A == 0", Facts("H % A == 0").All[0].ToCSharp(false));
        Assert.Equal("(long)N * I <= 1000", Facts("N*I <= 1000").All[0].ToCSharp(true));
    }

    [Fact]
    public void Facts_hold_for_the_values_for_which_they_do()
    {
        Facts facts = Facts("H % A == 0 && K <= T");
        Assert.True(facts.Hold(name => name == "H" ? 6 : 3));
        Assert.False(facts.Hold(name => name == "H" ? 7 : 3));
        Assert.False(facts.Hold(_ => 0));
    }

    [Theory]
    [InlineData("", 0, 0, "a fact is missing: compare two dims, as in H % A == 0")]
    [InlineData("H", 1, 0, "this is a dim and no fact: compare it, as in H == 1")]
    [InlineData("H = 2", 2, 1, "write == for two dims that are equal")]
    [InlineData("H != 2", 2, 2, "a fact is one of == <= < >= >: != tells the compiler nothing that it could use")]
    [InlineData("1 <= K <= T", 10, 0, "a fact compares two dims: join several facts with &&")]
    [InlineData("H == 2 || H == 3", 7, 1, "facts hold together: join them with &&")]
    [InlineData("H == ", 5, 0, "expected a name or number after '=='")]
    [InlineData("H == 2 &&", 9, 0, "expected a name or number after '&&'")]
    [InlineData("H == #", 5, 1, "'#' does not belong in a dim: write names, whole numbers, + - * / % and brackets")]
    [InlineData("T >= 2 && H == H + 1", 10, 10, "H == H + 1 can never hold")]
    public void Says_what_is_wrong_with_a_text_and_where(string text, int position, int length, string message)
    {
        Assert.False(Generators.Shapes.Facts.TryParse(text, out _, out DimError? error));
        Assert.Equal(new DimError(position, length, message), error);
    }
}
