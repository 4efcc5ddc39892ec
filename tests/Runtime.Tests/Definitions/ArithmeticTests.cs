using static NNGen.Ops;
using static NNGen.Runtime.Tests.Definitions.Expect;

namespace NNGen.Runtime.Tests.Definitions;

public class ArithmeticTests
{
    private const double Inf = double.PositiveInfinity, NaN = double.NaN;

    private readonly Var _a = Row(1, 2, 3), _b = Row(10, 20, 40);

    [Fact]
    public void Works_element_by_element()
    {
        Values(_a + _b, new(3), 11, 22, 43);
        Values(_a - _b, new(3), -9, -18, -37);
        Values(_a * _b, new(3), 10, 40, 120);
        Values(_a / _b, new(3), 0.1, 0.1, 0.075);
        Values(-_a, new(3), -1, -2, -3);
    }

    [Fact]
    public void Takes_a_float_or_an_int_on_either_side()
    {
        Values(_a + 0.5f, new(3), 1.5, 2.5, 3.5);
        Values(0.5f - _a, new(3), -0.5, -1.5, -2.5);
        Values(2 * _a, new(3), 2, 4, 6);
        Values(_a / 2, new(3), 0.5, 1, 1.5);
        Values(6 / _a, new(3), 6, 3, 2);
    }

    [Fact]
    public void Stretches_a_row_over_a_matrix() => Values(Counting(2, 3) + _b, new(2, 3), 10, 21, 42, 13, 24, 45);

    [Fact]
    public void Stretches_both_sides_into_an_outer_product()
        => Values(Var.From([1, 2], 2, 1) * _a, new(2, 3), 1, 2, 3, 2, 4, 6);

    [Fact]
    public void Stretches_a_one_in_the_middle()
        => Values(Counting(2, 1, 2) + Var.From([10, 20], 2, 1), new(2, 2, 2), 10, 11, 20, 21, 12, 13, 22, 23);

    [Fact]
    public void Stretches_one_to_zero() => Values(Var.From([], 0, 1) + _a, new(0, 3));

    [Fact]
    public void Names_operator_both_shapes_and_the_dims_that_differ()
    {
        Message<ShapeException>(
            "+: the shapes (2, 3) and (2, 4) do not broadcast: axis -1 is 3 and 4.", () => Counting(2, 3) + Counting(2, 4));
        Message<ShapeException>(
            "*: the shapes (2, 3) and (4, 5) do not broadcast: axis -1 is 3 and 5, axis -2 is 2 and 4.", () => Counting(2, 3) * Counting(4, 5));
        Message<ShapeException>("-: the shapes (3) and (0) do not broadcast: axis -1 is 3 and 0.", () => _a - Counting(0));
        Message<ShapeException>("/: the shapes (3, 1, 2) and (3) do not broadcast: axis -1 is 2 and 3.", () => Counting(3, 1, 2) / _a);
        Message<ShapeException>("<: the shapes (3) and (2) do not broadcast: axis -1 is 3 and 2.", () => _a < Counting(2));
    }

    [Fact]
    public void Lets_NaN_and_infinity_pass()
    {
        Values(Row(NaN, Inf, Inf) + Row(1, 1, -Inf), new(3), NaN, Inf, NaN);
        Values(Row(1, -1, 0) / 0, new(3), Inf, -Inf, NaN);
        Values(Row(Inf, NaN) * 0, new(2), NaN, NaN);
    }

    [Fact]
    public void Compares_element_by_element_with_broadcasting()
    {
        Var x = Row(1, 2, NaN);
        Assert.Equal([true, false, false], (x < 2).ToArray());
        Assert.Equal([true, true, false], (x <= 2).ToArray());
        Assert.Equal([false, false, false], (x > 2).ToArray());
        Assert.Equal([false, true, false], (x >= 2).ToArray());
        Assert.Equal([false, true, false], (1.5f < x).ToArray());

        Mask causal = Counting(3, 1) < Counting(3);
        Assert.Equal(new Shape(3, 3), causal.Shape);
        Assert.Equal(3, causal.Size(0));
        Assert.Equal([false, true, true, false, false, true, false, false, false], causal.ToArray());
    }

    [Fact]
    public void Maximum_and_Minimum_take_one_of_two_and_hand_NaN_on()
    {
        Values(Maximum(Row(1, 5, NaN, 1), Row(2, 3, 1, NaN)), new(4), 2, 5, NaN, NaN);
        Values(Minimum(Row(1, 5, NaN, 1), Row(2, 3, 1, NaN)), new(4), 1, 3, NaN, NaN);
        Values(Maximum(_a, 2), new(3), 2, 2, 3);
        Values(Minimum(Var.From([1, 2], 2, 1), _a), new(2, 3), 1, 1, 1, 1, 2, 2);
        Message<ShapeException>("Maximum: the shapes (3) and (2) do not broadcast: axis -1 is 3 and 2.", () => Maximum(_a, Counting(2)));
        Message<ShapeException>("Minimum: the shapes (3) and (2) do not broadcast: axis -1 is 3 and 2.", () => Minimum(_a, Counting(2)));
    }

    [Fact]
    public void Where_chooses_and_hides_what_is_not_chosen()
    {
        Values(Where(_a < 2.5f, Row(NaN, 1, Inf), -1), new(3), NaN, 1, -1);
        Values(Where(Var.From([0, 1], 2, 1) < 0.5f, _a, _b), new(2, 3), 1, 2, 3, 10, 20, 40);
    }

    [Fact]
    public void Where_names_all_three_shapes()
        => Message<ShapeException>(
            "Where: the shapes (2), (1, 3) and (4) do not broadcast: axis -1 is 2, 3 and 4.",
            () => Where(Counting(2) < 1, Counting(1, 3), Counting(4)));
}
