using CsCheck;
using NNGen.Generators.Shapes;
using static NNGen.Generators.Tests.Shapes.DimGen;

namespace NNGen.Generators.Tests.Shapes;

public sealed class UnificationTests
{
    private static readonly string[] SomeFacts =
    [
        "", "", "H % A == 0", "N == H", "T >= 2", "A <= T", "A < T && T % 2 == 0", "H % A == 0 && T % H == 0", "N == H*A", "2*N == 3*H",
        "T == 2*H + 1", "H % 4 == 0 && H % 2 == 0", "(H + 1) % 2 == 0", "(H - A) % 2 == 0", "H <= 4", "N == H/A", "T <= H/2", "N*H == A*T", "H % A == 0 && H % T == 0",
        "N == H && H == A", "N + H == A + T", "T == 3", "H % A == 0 && N == H/A + 1",
    ];

    private static readonly Gen<string> FactTexts = Gen.OneOf(
        Gen.OneOf(SomeFacts),
        Gen.Select(Formulas, Gen.OneOf("==", "<=", "<", ">"), Formulas, static (left, sign, right) => $"{left} {sign} {right}")
            .Where(static text => Generators.Shapes.Facts.TryParse(text, out _, out _)));

    [Fact]
    public void Decisions_and_bounds_hold_at_every_small_assignment_that_the_facts_allow()
        => Gen.Select(Formulas.Where(IsDim), Formulas.Where(IsDim), FactTexts, Gen.Bool).ForMany(600, sample =>
        {
            (Formula first, Formula second, string text, bool positive) = sample;
            Facts facts = Facts(text, positive ? Names : []);
            (Dim a, Dim b) = (Parse(first.Text), Parse(second.Text));
            Agreement agreement = Unification.Compare(a, b, facts);
            Truth atMost = Unification.Decide(new Fact(a, Relation.AtMost, b), facts);
            Interval bounds = Bounds.Of(a, facts);
            foreach (Values values in Assignments(Names, positive ? 1 : 0, 5))
            {
                if (!facts.Hold(name => values[name]) || !a.TryEvaluate(name => values[name], out long left)) continue;
                Assert.False(bounds.Low > left || bounds.High < left, $"{a} is {left}, outside {bounds}, with {values}.");
                if (!b.TryEvaluate(name => values[name], out long right)) continue;
                if (agreement == Agreement.Equal) Assert.True(left == right, $"{a} and {b} are not equal with {values}.");
                if (agreement == Agreement.Never) Assert.True(left != right || !values.AreDistinct || values.Numbers.Contains(0), $"{a} and {b} are equal with {values}.");
                if (atMost != Truth.Undecided) Assert.True(left <= right == (atMost == Truth.Always), $"{a} <= {b} is not {atMost} true with {values}.");
            }
            return true;
        });

    [Theory]
    [InlineData("H", "H", "", nameof(Agreement.Equal))]
    [InlineData("N", "I", "", nameof(Agreement.Never))]
    [InlineData("H", "3", "", nameof(Agreement.Undecided))]
    [InlineData("2*H", "K", "", nameof(Agreement.Undecided))]
    [InlineData("3", "4", "", nameof(Agreement.Never))]
    [InlineData("H + 1", "H", "", nameof(Agreement.Never))]
    [InlineData("2*H", "2*K", "", nameof(Agreement.Never))]
    [InlineData("2*H", "2*K + 1", "", nameof(Agreement.Never))]
    [InlineData("H + K + 1", "K", "", nameof(Agreement.Never))]
    [InlineData("H", "0", "", nameof(Agreement.Never))]
    [InlineData("2*H", "H", "", nameof(Agreement.Never))]
    [InlineData("H*D + 1", "H", "", nameof(Agreement.Never))]
    [InlineData("I", "H", "I == H", nameof(Agreement.Equal))]
    [InlineData("2*I + 1", "2*H + 1", "I == H", nameof(Agreement.Equal))]
    [InlineData("H/A*A", "H", "", nameof(Agreement.Undecided))]
    [InlineData("H/A*A", "H", "H % A == 0", nameof(Agreement.Equal))]
    [InlineData("H % A", "0", "H % A == 0", nameof(Agreement.Equal))]
    [InlineData("N*H/A", "N*(H/A)", "H % A == 0", nameof(Agreement.Equal))]
    [InlineData("3*H/A*A", "3*H", "H % A == 0", nameof(Agreement.Equal))]
    [InlineData("H/A", "D", "H % A == 0", nameof(Agreement.Undecided))]
    [InlineData("H", "D", "H % A == 0", nameof(Agreement.Never))]
    [InlineData("T/2*2", "T", "T % 4 == 0", nameof(Agreement.Equal))]
    [InlineData("T", "1", "T >= 2", nameof(Agreement.Never))]
    [InlineData("K", "T + 1", "K <= T", nameof(Agreement.Never))]
    [InlineData("2*K", "2*T + 3", "K <= T", nameof(Agreement.Never))]
    [InlineData("K", "T", "K <= T && T <= K", nameof(Agreement.Equal))]
    [InlineData("H % 2", "2", "", nameof(Agreement.Never))]
    [InlineData("H % A", "A", "", nameof(Agreement.Never))]
    [InlineData("H/2", "H + 1", "", nameof(Agreement.Never))]
    [InlineData("N*H", "N*I", "", nameof(Agreement.Never))]
    [InlineData("N*T*A*(H/A)", "N*T*H", "H % A == 0", nameof(Agreement.Equal))]
    [InlineData("(H + 2*P - K)/1 + 1", "H", "K == 2*P + 1", nameof(Agreement.Equal))]
    [InlineData("(H + 2*P - K)/2 + 1", "H/2", "K == 2*P + 2", nameof(Agreement.Equal))]
    [InlineData("(H + 2*P - K)/2 + 1", "H/2", "K == 2*P + 1 && H % 2 == 0", nameof(Agreement.Equal))]
    [InlineData("(H + 2*(K/2) - K) + 1", "H", "K % 2 == 1", nameof(Agreement.Equal))]
    [InlineData("(H - 2)/2 + 1", "H/2", "", nameof(Agreement.Equal))]
    [InlineData("((H - K)/S + 1)*S", "H - K + S", "(H - K) % S == 0", nameof(Agreement.Equal))]
    [InlineData("(H + 1) % 2", "0", "H % 2 == 1", nameof(Agreement.Equal))]
    [InlineData("H/6*6", "H", "H % 2 == 0 && H % 3 == 0", nameof(Agreement.Equal))]
    [InlineData("H/12*12", "H", "H % 4 == 0 && H % 6 == 0", nameof(Agreement.Equal))]
    [InlineData("H/A/2*2*A", "H", "H % (2*A) == 0", nameof(Agreement.Equal))]
    [InlineData("H/4*2", "H/2", "H % 4 == 0", nameof(Agreement.Equal))]
    [InlineData("N", "H*A", "H == N/A && N % A == 0", nameof(Agreement.Equal))]
    [InlineData("D*A", "H", "D == H/A && H % A == 0", nameof(Agreement.Equal))]
    [InlineData("D*A", "H", "H % A == 0 && D == H/A", nameof(Agreement.Equal))]
    [InlineData("D", "H/A", "H == D*A", nameof(Agreement.Equal))]
    [InlineData("E/3", "H", "E == 3*H", nameof(Agreement.Equal))]
    [InlineData("3*E", "H", "H % 3 == 0 && E == H/3", nameof(Agreement.Equal))]
    [InlineData("T/S/2*2*S", "T", "T % S == 0 && T/S % 2 == 0", nameof(Agreement.Equal))]
    [InlineData("T/S*S/4*4", "T", "T % S == 0 && S % 4 == 0", nameof(Agreement.Equal))]
    [InlineData("I", "O", "I == H && H == O", nameof(Agreement.Equal))]
    [InlineData("I", "D", "I == H && H == O && D == O", nameof(Agreement.Equal))]
    [InlineData("K", "3", "K % 2 == 0", nameof(Agreement.Never))]
    [InlineData("H", "5", "H <= 4", nameof(Agreement.Never))]
    [InlineData("H/2", "3", "H == 7", nameof(Agreement.Equal))]
    [InlineData("T - 1", "T", "", nameof(Agreement.Never))]
    [InlineData("T - 1", "0", "T >= 2", nameof(Agreement.Never))]
    [InlineData("T - 1", "1", "T >= 2", nameof(Agreement.Undecided))]
    [InlineData("2*H*N", "N*H", "", nameof(Agreement.Never))]
    [InlineData("H/A*K", "H", "H % A == 0", nameof(Agreement.Never))]
    [InlineData("E", "H*D", "E == H*D", nameof(Agreement.Equal))]
    [InlineData("E/H", "D", "E == H*D", nameof(Agreement.Equal))]
    [InlineData("2*H", "3*K", "2*H == 3*K", nameof(Agreement.Equal))]
    [InlineData("H*D", "H*D - H + D + 1", "", nameof(Agreement.Undecided))]
    public void Decides(string a, string b, string facts, string expected)
    {
        Assert.Equal(expected, Unification.Compare(Parse(a), Parse(b), Facts(facts)).ToString());
        Assert.Equal(expected, Unification.Compare(Parse(b), Parse(a), Facts(facts)).ToString());
    }

    [Fact]
    public void Names_of_the_constructor_are_never_0()
    {
        Assert.Equal(Agreement.Never, Unification.Compare(Parse("H"), 0, Facts("", "H")));
        Assert.Equal(Agreement.Never, Unification.Compare(Parse("N*H"), Parse("N*I"), Facts("", "N")));
        Assert.Equal(Agreement.Never, Unification.Compare(Parse("H*D + 1"), Parse("H"), Facts("", "H", "D")));
    }

    [Theory]
    [InlineData("T <= 1", "T >= 2", true)]
    [InlineData("T < K", "K <= T", true)]
    [InlineData("H == 3", "H % 2 == 0", true)]
    [InlineData("H % 2 == 0", "H == 3", true)]
    [InlineData("H % 2 == 1", "H % 4 == 0", true)]
    [InlineData("I == H", "I == H + 1", true)]
    [InlineData("A > D", "A <= B && B <= C && C <= D", true)]
    [InlineData("I == H", "", false)]
    [InlineData("I == H", "I == 2*O", false)]
    [InlineData("T >= 1", "T >= 2", false)]
    [InlineData("H % 3 == 0", "H % 2 == 0", false)]
    [InlineData("H == 0", "", false)]
    public void Finds_facts_that_cannot_hold_together(string fact, string facts, bool expected)
        => Assert.Equal(expected, Unification.Contradicts(Facts(fact).All[0], Facts(facts)));

    [Fact]
    public void A_fact_that_makes_a_dim_of_the_constructor_0_contradicts_it() => Assert.True(Unification.Contradicts(Facts("H == 0").All[0], Facts("", "H")));

    [Fact]
    public void A_dim_with_a_fault_is_never_decided()
        => Assert.Equal(Agreement.Undecided, Unification.Compare(Dim.FloorDivide(1, 0), Dim.FloorDivide(1, 0), Generators.Shapes.Facts.None));

    [Theory]
    [InlineData("H % A == 0", "H % A == 0", nameof(Truth.Always))]
    [InlineData("H % A == 0", "", nameof(Truth.Undecided))]
    [InlineData("2*H % 2 == 0", "", nameof(Truth.Always))]
    [InlineData("(2*H + 1) % 2 == 0", "", nameof(Truth.Never))]
    [InlineData("T >= 1", "T >= 2", nameof(Truth.Always))]
    [InlineData("T < 2", "T >= 2", nameof(Truth.Never))]
    [InlineData("K <= T + 1", "K <= T", nameof(Truth.Always))]
    [InlineData("K <= M", "K <= T && T <= M", nameof(Truth.Always))]
    [InlineData("K >= 0", "", nameof(Truth.Always))]
    [InlineData("T - 1 >= 1", "T >= 2", nameof(Truth.Always))]
    [InlineData("T/2 >= 1", "T >= 2", nameof(Truth.Always))]
    [InlineData("T % 2 <= 1", "", nameof(Truth.Always))]
    [InlineData("T % K < K", "K >= 1", nameof(Truth.Always))]
    [InlineData("H - K + 1 >= 1", "K <= H", nameof(Truth.Always))]
    [InlineData("(H - K)/S + 1 >= 1", "K <= H && S >= 1", nameof(Truth.Always))]
    [InlineData("(H + 2*P - K)/S + 1 >= 1", "K <= H && S >= 1", nameof(Truth.Always))]
    [InlineData("H + 2*P - K >= 0", "K <= H", nameof(Truth.Always))]
    [InlineData("A <= H", "H % A == 0 && H >= 1", nameof(Truth.Always))]
    [InlineData("H/A <= H", "H % A == 0 && A >= 1", nameof(Truth.Always))]
    [InlineData("H/A >= 1", "H % A == 0 && H >= 1 && A >= 1", nameof(Truth.Always))]
    [InlineData("T <= N*T", "N >= 1", nameof(Truth.Always))]
    [InlineData("T <= 2*T", "", nameof(Truth.Always))]
    [InlineData("T - 1 < T", "", nameof(Truth.Always))]
    [InlineData("B <= H", "B <= 4 && H >= 4", nameof(Truth.Always))]
    [InlineData("A <= D", "A <= B && B <= C && C <= D", nameof(Truth.Always))]
    [InlineData("A < D", "A <= B && B < C && C <= D", nameof(Truth.Always))]
    [InlineData("A <= E", "A <= B && B <= C && C <= D && D <= E", nameof(Truth.Always))]
    [InlineData("E < A", "A <= B && B <= C && C <= D && D <= E", nameof(Truth.Never))]
    [InlineData("(H*T) % A == 0", "H % A == 0", nameof(Truth.Always))]
    [InlineData("(H + A) % A == 0", "H % A == 0", nameof(Truth.Always))]
    [InlineData("H % A == 0", "H == 2*A", nameof(Truth.Always))]
    [InlineData("H % A == 0", "H == A*D", nameof(Truth.Always))]
    [InlineData("H % A == 0", "H % (2*A) == 0", nameof(Truth.Always))]
    [InlineData("H/A % 2 == 0", "H % (2*A) == 0", nameof(Truth.Always))]
    [InlineData("T % 2 == 0", "T % S == 0 && S % 2 == 0", nameof(Truth.Always))]
    [InlineData("T % 2 == 0", "T % 4 == 1", nameof(Truth.Never))]
    [InlineData("K + 1 <= T", "K < T", nameof(Truth.Always))]
    [InlineData("2*K <= T", "K <= T/2", nameof(Truth.Always))]
    [InlineData("K <= T", "", nameof(Truth.Undecided))]
    public void Decides_facts(string fact, string facts, string expected)
    {
        Fact parsed = fact == "(2*H + 1) % 2 == 0" ? new Fact(Parse("(2*H + 1) % 2"), Relation.Equal, 0) : Facts(fact).All[0];
        Assert.Equal(expected, Unification.Decide(parsed, Facts(facts)).ToString());
    }
}
