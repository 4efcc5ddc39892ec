using CsCheck;
using NNGen.Generators.Shapes;
using static NNGen.Generators.Tests.Shapes.DimGen;

namespace NNGen.Generators.Tests.Shapes;

public sealed class DimTests
{
    private static readonly Gen<Dim> Dims = Formulas.Where(IsDim).Select(formula => Parse(formula.Text));

    [Fact]
    public void The_normal_form_has_the_value_of_the_formula_wherever_the_formula_has_one()
        => Gen.Select(Formulas, SomeValues).ForMany(20_000, sample =>
        {
            (Formula formula, Values values) = sample;
            if (!Dim.TryParse(formula.Text, out Dim? dim, out DimError? error)) return error.Message.Contains("divides by zero", StringComparison.Ordinal);
            if (formula.ValueOrNone(name => values[name]) is not { } expected) return true;
            return dim.TryEvaluate(name => values[name], out long actual) && actual == expected;
        });

    [Fact]
    public void A_printed_dim_reads_back_as_the_same_dim() => Dims.ForMany(20_000, static dim => Parse(dim.ToString()) == dim);

    [Fact]
    public void Sums_and_products_do_not_depend_on_the_order()
        => Gen.Select(Dims, Dims, Dims).ForMany(2000, sample =>
        {
            (Dim x, Dim y, Dim z) = sample;
            return x + y == y + x && x * y == y * x && (x + y) + z == x + (y + z) && x * (y + z) == x * y + x * z && x - x == Dim.Zero;
        });

    [Fact]
    public void A_quotient_and_its_remainder_make_up_the_whole()
        => Gen.Select(Dims, Dims).ForMany(2000, sample =>
        {
            (Dim x, Dim y) = sample;
            Dim whole = Dim.FloorDivide(x, y) * y + Dim.Modulo(x, y);
            return y == Dim.Zero ? whole.HasFault : whole == x || whole.Fault == "it has too many terms";
        });

    [Fact]
    public void Substituting_and_then_evaluating_is_evaluating_with_the_substituted_value()
        => Gen.Select(Dims, Dims, SomeValues).ForMany(5000, sample =>
        {
            (Dim dim, Dim replacement, Values values) = sample;
            if (!replacement.TryEvaluate(name => values[name], out long h) || h < 0) return true;
            if (!dim.TryEvaluate(name => name == "H" ? h : values[name], out long expected)) return true;
            return dim.Substitute(name => name == "H" ? replacement : null).TryEvaluate(name => values[name], out long actual) && actual == expected;
        });

    [Theory]
    [InlineData("(2*H)/2", "H")]
    [InlineData("(H*D)/D", "H")]
    [InlineData("(2*H+1)/2", "H")]
    [InlineData("(2*H+3)/4", "(H + 1)/2")]
    [InlineData("H % 1", "0")]
    [InlineData("(2*H) % 2", "0")]
    [InlineData("(2*H+1) % 2", "1")]
    [InlineData("7/2 + 7%2", "4")]
    [InlineData("-7/2", "-4")]
    [InlineData("(0-7)%2", "1")]
    [InlineData("H/2/2", "H/4")]
    [InlineData("T/H/D", "T/(H*D)")]
    [InlineData("(H/2+1)/2", "(H + 2)/4")]
    [InlineData("H/2*2 + H%2", "H")]
    [InlineData("H/1", "H")]
    [InlineData("0/H", "0")]
    [InlineData("(H+1)/(H+1)", "1")]
    [InlineData("(H*H - 1)/(H - 1)", "H + 1")]
    [InlineData("1+H*2", "2*H + 1")]
    [InlineData("D*H", "H*D")]
    [InlineData("I*N", "N*I")]
    [InlineData("W*H*C*N", "N*C*H*W")]
    [InlineData("Heads*Embed", "Embed*Heads")]
    [InlineData("(T-1)/2", "(T - 1)/2")]
    [InlineData("(T+1)/2", "(T + 1)/2")]
    [InlineData("T/2+1", "T/2 + 1")]
    [InlineData("(H + 2*P - K)/S + 1", "(H + 2*P - K)/S + 1")]
    [InlineData("H % 2", "H % 2")]
    [InlineData("2*(H%2) + K", "K + 2*(H % 2)")]
    [InlineData("K*(H/2)", "K*(H/2)")]
    [InlineData("1-H", "1 - H")]
    [InlineData("-H", "-H")]
    [InlineData("0-H/2", "-(H/2)")]
    [InlineData("H-H", "0")]
    [InlineData("H*H", "H*H")]
    [InlineData("H/(H+1)", "H/(H + 1)")]
    [InlineData("(H-K)/2", "(H - K)/2")]
    [InlineData("(H%2)/3", "0")]
    [InlineData("(H%A)/3", "(H % A)/3")]
    [InlineData(" ( H ) ", "H")]
    public void Simplifies_and_prints(string text, string expected) => Assert.Equal(expected, Parse(text).ToString());

    [Theory]
    [InlineData("N*I", true, "(long)N * I")]
    [InlineData("N*I", false, "N * I")]
    [InlineData("2*H + 1", true, "2L * H + 1")]
    [InlineData("2*H + 1", false, "2 * H + 1")]
    [InlineData("N", true, "N")]
    [InlineData("7", true, "7")]
    [InlineData("N + I", true, "(long)N + I")]
    [InlineData("N + I*H", true, "(long)I * H + N")]
    [InlineData("1 - H", true, "1L - H")]
    [InlineData("H/2", false, "H / 2")]
    [InlineData("H % A", false, "H % A")]
    [InlineData("K*(H/2)", true, "(long)K * (H / 2)")]
    [InlineData("H/2 + 1", true, "(long)(H / 2) + 1")]
    [InlineData("N*T/2", true, "(long)N * T / 2")]
    [InlineData("5000000000*N", false, "5000000000L * N")]
    [InlineData("(T - 1)/2", false, "(T + 1) / 2 - 1")]
    [InlineData("(H - K)/S", false, "(int)global::System.Math.Floor((double)(H - K) / S)")]
    [InlineData("(H - K)/S", true, "(long)global::System.Math.Floor((decimal)((long)H - K) / S)")]
    [InlineData("(H - K) % S", false, "((H - K) % S + S) % S")]
    public void Prints_as_C_sharp(string text, bool wide, string expected) => Assert.Equal(expected, Parse(text).ToCSharp(wide));

    [Fact]
    public void A_numerator_that_facts_keep_from_being_negative_is_divided_as_it_is_written()
    {
        Assert.Equal("(T - 1) / 2", Parse("(T - 1)/2").ToCSharp(false, Facts("", "T")));
        Assert.Equal("(H + 2 * P - K) / S + 1", Parse("(H + 2*P - K)/S + 1").ToCSharp(false, Facts("K <= H + 2*P")));
    }

    [Fact]
    public void Names_are_sorted_and_include_those_inside_quotients() => Assert.Equal(["A", "H", "N"], Parse("N*(H/A) + H").Names);

    [Fact]
    public void A_result_that_cannot_be_held_is_a_fault_that_every_operation_passes_on()
    {
        Dim large = long.MaxValue;
        Assert.Equal("its numbers do not fit 64 bits", (large * 2).Fault);
        Assert.Equal("its numbers do not fit 64 bits", ((large + 1) * "N".Length - 3).Fault);
        Assert.Equal("it divides by zero", Dim.FloorDivide(Dim.Name("N"), 0).Fault);
        Assert.Equal("it divides by zero", Dim.Modulo(Dim.Name("N"), Dim.Name("K")).Substitute(_ => Dim.Zero).Fault);
        Assert.Equal("?", (large * 2).ToString());
        Assert.False((large * 2).TryEvaluate(_ => 1, out _));
        Assert.False((large * 2).TryConstant(out _));
    }

    [Fact]
    public void A_formula_that_grows_without_end_becomes_a_fault_and_not_a_hang()
    {
        Dim sum = Enumerable.Range(0, 30).Aggregate(Dim.One, (dim, i) => dim + Dim.Name("X" + i));
        Dim power = sum;
        for (int i = 0; i < 100; i++) power *= sum;
        Assert.Equal("it has too many terms", power.Fault);

        Dim nested = Dim.Name("H");
        for (int i = 0; i < 100; i++) nested *= Dim.FloorDivide(nested + 1, 3);
        Assert.Equal("it has too many terms", nested.Fault);
    }

    [Fact]
    public void The_most_deeply_nested_dim_reads_back_too()
    {
        (Dim deepest, Dim next) = (Dim.Name("H"), Dim.Name("H"));
        while (!next.HasFault) (deepest, next) = (next, Dim.FloorDivide(1 - 2 * Dim.Name("N") * next, 3 * Dim.Name("K") - Dim.FloorDivide(next, 7)));
        Assert.True(deepest.Nesting > 1);
        Assert.Equal(deepest, Parse(deepest.ToString()));

        (deepest, next) = (Dim.Name("H"), Dim.Name("H"));
        while (!next.HasFault) (deepest, next) = (next, Dim.FloorDivide(2 * next - Dim.Name("K"), 3));
        Assert.Equal(32, deepest.Nesting);
        Assert.Equal(deepest, Parse(deepest.ToString()));
    }

    [Fact]
    public void Evaluation_says_when_a_number_does_not_fit()
    {
        Assert.Throws<OverflowException>(() => Parse("N*N").Evaluate(_ => long.MaxValue));
        Assert.Throws<DivideByZeroException>(() => Parse("N/K").Evaluate(_ => 0));
    }

    [Fact]
    public void Terms_tell_what_a_writer_needs()
    {
        DimTerm term = Assert.Single(Parse("3*K*(H % A)").Terms);
        Assert.Equal(3, term.Coefficient);
        Assert.Equal(new DimFactor(DimFactorKind.Name, "K", null, null), term.Factors[0]);
        Assert.Equal(new DimFactor(DimFactorKind.Remainder, null, Dim.Name("H"), Dim.Name("A")), term.Factors[1]);
    }

    [Theory]
    [InlineData("", 0, 0, "a dim is missing: write a name such as N, a number or a formula such as H*D")]
    [InlineData("  ", 0, 0, "a dim is missing: write a name such as N, a number or a formula such as H*D")]
    [InlineData("2*", 2, 0, "expected a name or number after '*'")]
    [InlineData("2**H", 2, 1, "expected a name or number after '*'")]
    [InlineData("*H", 0, 1, "expected a name or number")]
    [InlineData("()", 1, 1, "expected a name or number after '('")]
    [InlineData("H#", 1, 1, "'#' does not belong in a dim: write names, whole numbers, + - * / % and brackets")]
    [InlineData("#", 0, 1, "'#' does not belong in a dim: write names, whole numbers, + - * / % and brackets")]
    [InlineData("N, I", 1, 1, "',' does not belong in a dim: a dim is a whole number, and each dim is a string of its own")]
    [InlineData("1.5", 1, 1, "'.' does not belong in a dim: a dim is a whole number, and each dim is a string of its own")]
    [InlineData("2H", 1, 1, "expected an operator before 'H': write 2*H")]
    [InlineData("H D", 2, 1, "expected an operator before 'D': write H*D")]
    [InlineData("2(H + 1)", 1, 1, "expected an operator before '(': write 2*(…")]
    [InlineData("(H", 0, 1, "this '(' is never closed: add a ')'")]
    [InlineData("H)", 1, 1, "this ')' closes nothing: take it away or open a '(' before it")]
    [InlineData("H/0", 1, 1, "this dim has no value: it divides by zero")]
    [InlineData("H % (2 - 2)", 2, 1, "this dim has no value: it divides by zero")]
    [InlineData("9223372036854775807*2", 19, 1, "this dim has no value: its numbers do not fit 64 bits")]
    [InlineData("99999999999999999999", 0, 20, "99999999999999999999 is too large for a dim")]
    [InlineData("class", 0, 5, "'class' is a keyword of C# and cannot name a dim: choose another name")]
    public void Says_what_is_wrong_with_a_text_and_where(string text, int position, int length, string message)
    {
        Assert.False(Dim.TryParse(text, out _, out DimError? error));
        Assert.Equal(new DimError(position, length, message), error);
    }

    [Theory]
    [InlineData('(')]
    [InlineData('-')]
    public void Deep_nesting_is_an_error_and_not_a_crash(char opening)
    {
        Assert.False(Dim.TryParse(new string(opening, 100_000) + "H", out _, out DimError? error));
        Assert.Equal("brackets and signs are nested too deep: write the formula out", error.Message);
    }

    [Fact]
    public void No_text_at_all_crashes_the_parser()
        => Gen.OneOf(Gen.Char["NH2019+-*/%() .#@\"é\\<=>&|\t"].Array[0, 30].Select(static characters => new string(characters)), Gen.String).ForMany(20_000, text =>
        {
            if (Dim.TryParse(text, out Dim? dim, out DimError? error)) return Parse(dim.ToString()) == dim;
            return error.Position >= 0 && error.Length >= 0 && error.Position + error.Length <= text.Length;
        });
}
