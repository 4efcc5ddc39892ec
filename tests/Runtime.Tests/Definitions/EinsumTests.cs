using static NNGen.Ops;
using static NNGen.Runtime.Tests.Definitions.Expect;

namespace NNGen.Runtime.Tests.Definitions;

public class EinsumTests
{
    private readonly Var _x = Counting(2, 3);

    [Fact]
    public void Letters_that_the_result_lacks_are_summed_over()
    {
        Values(Einsum("ij->i", _x), new(2), 3, 12);
        Values(Einsum("ij->j", _x), new(3), 3, 5, 7);
        Scalar(Einsum("ij->", _x), 15);
        Values(Einsum("ij->ji", _x), new(3, 2), 0, 3, 1, 4, 2, 5);
    }

    [Fact]
    public void Letters_of_two_operands_multiply()
    {
        Values(Einsum("ik,kj->ij", _x, Counting(3, 2)), new(2, 2), 10, 13, 28, 40);
        Values(Einsum("i,j->ij", Row(1, 2), Row(3, 4, 5)), new(2, 3), 3, 4, 5, 6, 8, 10);
        Values(Einsum("ij,ij->i", _x, _x), new(2), 5, 50);
        Values(Einsum("bi,bij,bj->b", Counting(2, 2), Counting(2, 2, 2), Counting(2, 2)), new(2), 3, 145);
        Values(Einsum(",i->i", 2, Row(1, 3)), new(2), 2, 6);
    }

    [Fact]
    public void A_letter_twice_in_one_operand_is_its_diagonal()
    {
        Values(Einsum("ii->i", Counting(3, 3)), new(3), 0, 4, 8);
        Scalar(Einsum("ii", Counting(3, 3)), 12);
        Values(Einsum("iji->j", Counting(2, 2, 2)), new(2), 5, 9);
    }

    [Fact]
    public void Without_an_arrow_the_letters_that_stand_once_are_in_alphabetical_order()
    {
        Values(Einsum("ba", _x), new(3, 2), 0, 3, 1, 4, 2, 5);
        Values(Einsum("ik, kj", _x, Counting(3, 1)), new(2, 1), 5, 14);
    }

    [Fact]
    public void Nothing_to_sum_is_zero()
    {
        Values(Einsum("ij->i", Var.From([], 2, 0)), new(2), 0, 0);
        Values(Einsum("ij->j", Var.From([], 0, 2)), new(2), 0, 0);
        Values(Einsum("ij->ij", Var.From([], 2, 0)), new(2, 0));
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        Message<ShapeException>("Einsum: \"ijk->i\": 'ijk' names 3 axes, but operand 0 has shape (2, 3).", () => Einsum("ijk->i", _x));
        Message<ShapeException>("Einsum: \"ij,ji->i\": i is 2 and, in operand 1 of shape (3, 4), 4.", () => Einsum("ij,ji->i", _x, Counting(3, 4)));
        Message<ArgumentException>("Einsum: \"ij->k\": 'k' stands in the result, but in no operand. (Parameter 'spec')", () => Einsum("ij->k", _x));
        Message<ArgumentException>("Einsum: \"ij->ii\": a letter stands twice in the result. (Parameter 'spec')", () => Einsum("ij->ii", _x));
        Message<ArgumentException>("Einsum: \"ij,jk->ik\": it has the letters of 2 operands, but there are 1. (Parameter 'spec')", () => Einsum("ij,jk->ik", _x));
        Message<ArgumentException>("Einsum: \"...j->j\": it has \"...\", but every axis needs a letter of its own. (Parameter 'spec')", () => Einsum("...j->j", _x));
        Message<ArgumentException>("Einsum: \"i1->i\": each axis has one letter of a to z and A to Z. (Parameter 'spec')", () => Einsum("i1->i", _x));
        Message<ArgumentException>("Einsum: \"ij->i->i\": it has more than one '->'. (Parameter 'spec')", () => Einsum("ij->i->i", _x));
    }
}
