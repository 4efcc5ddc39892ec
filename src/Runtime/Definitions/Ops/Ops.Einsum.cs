namespace NNGen;

/// <content>Einstein's summation.</content>
public static partial class Ops
{
    /// <summary>
    /// Einstein's summation, as NumPy's <c>einsum</c>: a letter for each axis, and the result sums the product of the operands over all letters that
    /// it does not have. <c>"ik,kj->ij"</c> is a matrix product, <c>"ii->i"</c> a diagonal, <c>"bi,bi->b"</c> the dot product of each row. Without
    /// <c>-></c> the result has, in alphabetical order, the letters that stand once.
    /// Gradient: of each operand, dy with the other operands, summed to its own letters.
    /// </summary>
    /// <exception cref="ArgumentException">The spec is none: a sign that is no letter, a letter of the result that is in no operand or twice in the result, "...".</exception>
    /// <exception cref="ShapeException">An operand has another number of axes than letters, or a letter has two sizes.</exception>
    public static Var Einsum(string spec, params Var[] xs)
    {
        ArgumentNullException.ThrowIfNull(spec);
        (string[] inputs, string output) = EinsumLetters(spec, xs.Length);
        var sizes = new SortedDictionary<char, int>();
        for (int i = 0; i < xs.Length; i++)
        {
            if (inputs[i].Length != xs[i].Shape.Rank)
                throw new ShapeException($"Einsum: \"{spec}\": '{inputs[i]}' names {inputs[i].Length} axes, but operand {i} has shape {xs[i].Shape}.");
            for (int axis = 0; axis < inputs[i].Length; axis++)
            {
                char letter = inputs[i][axis];
                if (sizes.TryAdd(letter, xs[i].Shape[axis]) || sizes[letter] == xs[i].Shape[axis]) continue;
                throw new ShapeException($"Einsum: \"{spec}\": {letter} is {sizes[letter]} and, in operand {i} of shape {xs[i].Shape}, {xs[i].Shape[axis]}.");
            }
        }

        // Once for each value of all letters: those of the result first, so that each of its elements is a sum in one piece.
        char[] letters = [.. output, .. sizes.Keys.Where(letter => !output.Contains(letter, StringComparison.Ordinal))];
        Shape all = new([.. letters.Select(letter => sizes[letter])]), shape = new([.. output.Select(letter => sizes[letter])]);
        int[][] steps = [.. xs.Select((x, i) => letters.Select(letter => Step(inputs[i], letter, x.Shape)).ToArray())];
        double[] result = new double[shape.Size];
        int[] place = new int[letters.Length];
        int terms = result.Length == 0 ? 0 : all.Size / result.Length;
        for (int n = 0; n < all.Size; n++)
        {
            for (int axis = letters.Length - 1, left = n; axis >= 0; axis--) (left, place[axis]) = Math.DivRem(left, all[axis]);
            double product = 1;
            for (int i = 0; i < xs.Length; i++)
            {
                int at = 0;
                for (int axis = 0; axis < place.Length; axis++) at += place[axis] * steps[i][axis];
                product *= xs[i].Data[at];
            }

            result[n / terms] += product;
        }

        return new(shape, result);
    }

    /// <summary>How far apart in memory two values of a letter are; for a letter that stands twice this is the way along the diagonal.</summary>
    private static int Step(string axes, char letter, Shape shape)
    {
        int step = 0;
        for (int axis = 0; axis < axes.Length; axis++)
            if (axes[axis] == letter) step += shape.SizeOf(axis + 1, shape.Rank);
        return step;
    }

    private static (string[] Inputs, string Output) EinsumLetters(string spec, int operands)
    {
        string text = spec.Replace(" ", "", StringComparison.Ordinal);
        string[] sides = text.Split("->");
        string[] inputs = sides[0].Split(',');
        string all = string.Concat(inputs);
        string output = sides.Length > 1 ? sides[1] : string.Concat(all.Where(letter => all.Count(other => other == letter) == 1).Order());
        string wrong =
            sides.Length > 2 ? "it has more than one '->'"
            : text.Contains("..", StringComparison.Ordinal) ? "it has \"...\", but every axis needs a letter of its own"
            : !(all + output).All(char.IsAsciiLetter) ? "each axis has one letter of a to z and A to Z"
            : inputs.Length != operands ? $"it has the letters of {inputs.Length} operands, but there are {operands}"
            : output.Except(all).Any() ? $"'{output.Except(all).First()}' stands in the result, but in no operand"
            : output.Distinct().Count() != output.Length ? "a letter stands twice in the result"
            : "";
        return wrong.Length == 0 ? (inputs, output) : throw new ArgumentException($"Einsum: \"{spec}\": {wrong}.", nameof(spec));
    }
}
