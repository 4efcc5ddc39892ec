using static NNGen.Ops;
using static NNGen.Runtime.Tests.Definitions.Expect;

namespace NNGen.Runtime.Tests.Definitions;

public class IndexingTests
{
    [Fact]
    public void Pick_takes_one_entry_of_each_row()
    {
        Values(Pick(Counting(2, 3), IntVar.From([2, 0], 2)), new(2), 2, 3);
        Values(Pick(Counting(2, 2, 2), IntVar.From([0, 1, 1, 0], 2, 2)), new(2, 2), 0, 3, 5, 6);
        Values(Pick(Row(5, 6), IntVar.From([1])), default, 6);
        Values(Pick(Var.From([], 0, 3), IntVar.From([], 0)), new(0));
    }

    [Fact]
    public void Pick_names_both_shapes_when_the_indices_are_shaped_otherwise()
    {
        Message<ShapeException>(
            "Pick: x (2, 3) asks for index (2), its shape without the last axis, but index is (3): axis -1 is 2 and 3.",
            () => Pick(Counting(2, 3), IntVar.From([0, 0, 0], 3)));
        Message<ShapeException>(
            "Pick: x (2, 3) asks for index (2), its shape without the last axis, but index is (2, 1): the ranks are 1 and 2.",
            () => Pick(Counting(2, 3), IntVar.From([0, 0], 2, 1)));
        Message<ShapeException>("Pick: x () should have at least one dim.", () => Pick(1, IntVar.From([0])));
    }

    [Fact]
    public void Pick_names_the_row_and_the_value_that_is_out_of_range()
    {
        Message<ArgumentOutOfRangeException>(
            "Pick: row 1: index 3 is not in 0..2. (Parameter 'index')", () => Pick(Counting(2, 3), IntVar.From([0, 3], 2)));
        Message<ArgumentOutOfRangeException>(
            "Pick: row (1, 0): index -1 is not in 0..1. (Parameter 'index')", () => Pick(Counting(2, 2, 2), IntVar.From([0, 1, -1, 0], 2, 2)));
        Message<ArgumentOutOfRangeException>(
            "Pick: index 2 is not in 0..1. (Parameter 'index')", () => Pick(Row(5, 6), IntVar.From([2])));
        Message<ArgumentOutOfRangeException>(
            "Pick: row 0: index 0 cannot be, since there are no classes. (Parameter 'index')", () => Pick(Var.From([], 1, 0), IntVar.From([0], 1)));
    }

    [Fact]
    public void Gather_takes_rows_of_a_table()
    {
        Values(Gather(Counting(3, 2), IntVar.From([2, 0, 2], 3)), new(3, 2), 4, 5, 0, 1, 4, 5);
        Values(Gather(Counting(3, 2), IntVar.From([1])), new(2), 2, 3);
        Values(Gather(Row(5, 6), IntVar.From([1, 0, 1, 1], 2, 2)), new(2, 2), 6, 5, 6, 6);
        Values(Gather(Counting(2, 1, 2), IntVar.From([1], 1)), new(1, 1, 2), 2, 3);
        Values(Gather(Counting(3, 2), IntVar.From([], 0)), new(0, 2));
    }

    [Fact]
    public void Gather_names_the_row_and_the_id_that_is_out_of_range()
    {
        Message<ArgumentOutOfRangeException>(
            "Gather: row (1, 0): id 3 is not in 0..2. (Parameter 'ids')", () => Gather(Counting(3, 2), IntVar.From([0, 1, 3, 0], 2, 2)));
        Message<ArgumentOutOfRangeException>(
            "Gather: row 0: id 0 cannot be, since there are no classes. (Parameter 'ids')", () => Gather(Var.From([], 0, 2), IntVar.From([0], 1)));
        Message<ShapeException>("Gather: the table () should have at least one dim, its rows.", () => Gather(1, IntVar.From([0])));
    }

    [Fact]
    public void OneHot_has_one_at_the_id()
    {
        Values(OneHot(IntVar.From([2, 0], 2), 3), new(2, 3), 0, 0, 1, 1, 0, 0);
        Values(OneHot(IntVar.From([1]), 2), new(2), 0, 1);
        Values(OneHot(IntVar.From([], 0), 2), new(0, 2));
    }

    [Fact]
    public void OneHot_names_the_row_and_the_id_that_is_out_of_range()
    {
        Message<ArgumentOutOfRangeException>(
            "OneHot: row 1: id 3 is not in 0..2. (Parameter 'ids')", () => OneHot(IntVar.From([0, 3], 2), 3));
        Message<ArgumentOutOfRangeException>(
            "OneHot: there should be at least one class, but there are 0. (Parameter 'classes')", () => OneHot(IntVar.From([], 0), 0));
    }
}
