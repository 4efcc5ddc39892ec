using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Operators;

/// <summary>
/// Einstein's summation, <c>Einsum("bthd,bshd->bhts", q, k)</c>: no operator of its own, but products, sums and permutes. Two operands
/// at a time, from the left, are contracted by one matrix product: letters of both that stay are its leading axes.
/// </summary>
internal static class Einsum
{
    public static Function Function { get; } = new("Einsum", (algebra, arguments) =>
    {
        IReadOnlyList<Value> xs = arguments.Tensors("xs", "sum");
        EinsumSpec spec = EinsumSpec.Parse(arguments.Text("spec"), xs.Count);
        CheckDims(algebra, spec, xs);
        var open = new Queue<Factor>();
        for (int i = 0; i < xs.Count; i++) open.Enqueue(Diagonal(new(xs[i], spec.Inputs[i])));

        Factor result = open.Dequeue();
        while (open.Count > 0)
        {
            Factor next = open.Dequeue();
            string needed = spec.Output + string.Concat(open.Select(factor => factor.Letters));
            result = Product(Without(result, next.Letters + needed), Without(next, result.Letters + needed), needed);
        }

        return InOrder(Without(result, spec.Output), spec.Output).Value;
    }, LeadingUse.FixedRank);

    /// <summary>Every axis has a letter, and one letter is one size.</summary>
    private static void CheckDims(Algebra algebra, EinsumSpec spec, IReadOnlyList<Value> xs)
    {
        var first = new Dictionary<char, (Dim Size, Value Of)>();
        for (int i = 0; i < xs.Count; i++)
        {
            string letters = spec.Inputs[i];
            Value x = xs[i];
            if (letters.Length != x.Shape.Rank)
                throw new ShapeProblem($"'{letters}' names {Count(letters.Length)}, but {ShapeRules.Describe(x.Node)} has shape {x.Shape}; each axis has one letter") { Argument = ("xs", i) };
            for (int axis = 0; axis < letters.Length; axis++)
            {
                char letter = letters[axis];
                Dim size = x.Shape[axis];
                if (!first.TryGetValue(letter, out var known))
                {
                    first[letter] = (size, x);
                    continue;
                }

                string Message() => $"{letter} is {known.Size} in {ShapeRules.Describe(known.Of.Node)} {known.Of.Shape} and {size} in {ShapeRules.Describe(x.Node)} {x.Shape}; a letter stands for one dim, wherever it stands";
                try
                {
                    algebra.Require(guards => ShapeRules.Same(known.Size, size, new([known.Of.Node, x.Node], [], algebra.Facts, guards), Message));
                }
                catch (ShapeProblem problem)
                {
                    throw new ShapeProblem(problem.Message, problem.CounterExample) { Argument = ("xs", i) };
                }
            }
        }
    }

    private static string Count(int axes) => axes switch { 0 => "no axes", 1 => "one axis", _ => $"{axes} axes" };

    /// <summary>
    /// Of a letter that stands for two axes only the places where both are the same. Such places are n + 1 elements apart, so with n more
    /// elements at the end they are the first column of n rows of n + 1.
    /// </summary>
    private static Factor Diagonal(Factor factor)
    {
        while (factor.Letters.FirstOrDefault(letter => factor.Letters.IndexOf(letter) != factor.Letters.LastIndexOf(letter)) is var twice and not '\0')
        {
            int a = factor.Letters.IndexOf(twice), b = factor.Letters.IndexOf(twice, a + 1);
            List<int> others = [.. Enumerable.Range(0, factor.Letters.Length).Where(axis => axis != a && axis != b)];
            Value square = Permuted(factor.Value, [.. others, a, b]);
            Dim size = factor.Value.Shape[a];
            List<Dim> rest = [.. square.Shape.Dims.Take(others.Count)];
            Value flat = Pad.With(square.Reshape(new([.. rest, size * size])), others.Count, 0, size, square.Constant(0));
            Value first = Slice.Of(flat.Reshape(new([.. rest, size, size + 1])), others.Count + 1, 0, 1);
            factor = new(first.Reshape(new([.. rest, size])), string.Concat(others.Select(axis => factor.Letters[axis])) + twice);
        }

        return factor;
    }

    /// <summary>Summed over the letters that nobody else has.</summary>
    private static Factor Without(Factor factor, string needed)
    {
        for (int axis = factor.Letters.Length - 1; axis >= 0; axis--)
            if (needed.IndexOf(factor.Letters[axis]) < 0)
                factor = new(factor.Value.Sum(axis, keepDims: false), factor.Letters.Remove(axis, 1));
        return factor;
    }

    /// <summary>Two operands as one, summed over the letters of both that nothing after them needs.</summary>
    private static Factor Product(Factor a, Factor b, string needed)
    {
        bool InBoth(char letter) => a.Has(letter) && b.Has(letter);
        string summed = string.Concat(a.Letters.Where(letter => InBoth(letter) && needed.IndexOf(letter) < 0));
        string batch = Sorted(a.Letters.Where(letter => InBoth(letter) && needed.IndexOf(letter) >= 0), needed);
        string left = Sorted(a.Letters.Where(letter => !b.Has(letter)), needed), right = Sorted(b.Letters.Where(letter => !a.Has(letter)), needed);
        if (summed.Length == 0 || left.Length + right.Length == 0)
        {
            // Nothing to multiply as matrices: element by element, each with ones where it lacks a letter.
            Value product = Spread(a, batch + summed, left, right.Length) * Spread(b, batch + summed, right, 0, left.Length);
            Factor all = new(product, batch + summed + left + right);
            return summed.Length == 0 ? all : new(all.Value.Reduce("Sum", batch.Length, summed.Length, keepDims: false), batch + left + right);
        }

        Value x = Matrix(a, batch, left, summed, flipped: summed.IndexOf(a.Letters[a.Letters.Length - 1]) < 0);
        Value y = Matrix(b, batch, summed, right, flipped: summed.IndexOf(b.Letters[b.Letters.Length - 1]) >= 0);
        Value multiplied = MatMul.Product(x.Algebra, x, y, false, false);
        Shape shape = new([.. Sizes(a, batch), .. Sizes(a, left), .. Sizes(b, right)]);
        return new(multiplied.Reshape(shape), batch + left + right);
    }

    /// <summary>In the order in which the result has them, as far as it has: then nothing has to be moved at the end.</summary>
    private static string Sorted(IEnumerable<char> letters, string order) => string.Concat(letters.OrderBy(letter => order.IndexOf(letter)));

    /// <summary>An operand as matrices of rows and columns. What lies the other way around in memory is put so and transposed, which a product does by itself.</summary>
    private static Value Matrix(Factor factor, string batch, string rows, string columns, bool flipped)
    {
        (string first, string second) = flipped ? (columns, rows) : (rows, columns);
        Value ordered = InOrder(factor, batch + first + second).Value;
        Value matrices = ordered.Reshape(new([.. Sizes(factor, batch), new Shape(Sizes(factor, first)).Size, new Shape(Sizes(factor, second)).Size]));
        return flipped ? matrices.Apply("Transpose") : matrices;
    }

    /// <summary>An operand with its own letters after those of both, and ones before and after them for the other's.</summary>
    private static Value Spread(Factor factor, string common, string own, int after, int before = 0)
    {
        Factor ordered = InOrder(factor, common + own);
        return ordered.Value.Reshape(new(
        [
            .. Sizes(factor, common), .. Enumerable.Repeat(Dim.One, before), .. Sizes(factor, own), .. Enumerable.Repeat(Dim.One, after),
        ]));
    }

    private static Factor InOrder(Factor factor, string letters)
        => new(Permuted(factor.Value, [.. letters.Select(letter => factor.Letters.IndexOf(letter))]), letters);

    private static Value Permuted(Value x, IReadOnlyList<int> axes) => axes.SequenceEqual(Enumerable.Range(0, axes.Count)) ? x : Permute.By(x, axes);

    private static IEnumerable<Dim> Sizes(Factor factor, string letters) => letters.Select(letter => factor.Value.Shape[factor.Letters.IndexOf(letter)]);

    /// <summary>A value and the letters of its axes.</summary>
    private sealed record Factor(Value Value, string Letters)
    {
        public bool Has(char letter) => Letters.IndexOf(letter) >= 0;
    }
}
