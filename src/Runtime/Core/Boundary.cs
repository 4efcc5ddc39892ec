using System.ComponentModel;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace NNGen.Core;

/// <summary>What generated methods verify of their arguments before anything is computed or changed.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Boundary
{
    /// <summary>Throws unless every index is in 0..classes−1, naming the row (in full for more than one dim) and the value.</summary>
    /// <param name="where">Layer and method.</param>
    /// <param name="argument">The argument's name.</param>
    /// <param name="noun">What one of them is: "label", "id", "index".</param>
    /// <param name="indices">The indices.</param>
    /// <param name="classes">How many there are to choose from.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is out of range.</exception>
    public static void Indices(string where, string argument, string noun, in ReadOnlyTensorSpan<int> indices, int classes)
    {
        if (classes > 0 && Flattened.TryGetRun(indices, out ReadOnlySpan<int> run) && run.IndexOfAnyExceptInRange(0, classes - 1) < 0) return;

        int position = 0;
        foreach (int index in indices)
        {
            if (index < 0 || index >= classes)
            {
                int[] lengths = [.. indices.Lengths.ToArray().Select(length => (int)length)];
                throw OutOfRange(where, argument, noun, lengths, position, index, classes);
            }

            position++;
        }
    }

    /// <summary>Throws unless the index is in 0..classes−1, naming the value.</summary>
    /// <param name="where">Layer and method.</param>
    /// <param name="argument">The argument's name.</param>
    /// <param name="noun">What it is: "label", "id", "index".</param>
    /// <param name="index">The index.</param>
    /// <param name="classes">How many there are to choose from.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static void Indices(string where, string argument, string noun, int index, int classes)
    {
        if (index < 0 || index >= classes) throw OutOfRange(where, argument, noun, [], 0, index, classes);
    }

    /// <summary>Throws unless a tensor that the caller gives for a result, or for the gradient of one, has that result's shape.</summary>
    /// <param name="where">Layer and method.</param>
    /// <param name="argument">The argument's name.</param>
    /// <param name="expected">The result's shape, as text.</param>
    /// <param name="actual">The lengths that came.</param>
    /// <param name="leading">The lengths that the leading dims of this call have.</param>
    /// <param name="lengths">The lengths of the other dims.</param>
    /// <exception cref="ShapeException">The shape is another one.</exception>
    public static void Destination(
        string where, string argument, string expected, ReadOnlySpan<nint> actual, ReadOnlySpan<nint> leading, ReadOnlySpan<int> lengths)
    {
        bool fits = actual.Length == leading.Length + lengths.Length && actual[..leading.Length].SequenceEqual(leading);
        for (int axis = 0; fits && axis < lengths.Length; axis++) fits = actual[leading.Length + axis] == lengths[axis];
        if (fits) return;
        string sizes = string.Join(", ", leading.ToArray().Concat(lengths.ToArray().Select(length => (nint)length)));
        throw ShapeException.Argument(where, argument, $"{expected} = ({sizes})", actual);
    }

    /// <summary>Throws where a loop would have more elements than an int can count.</summary>
    /// <param name="where">Layer and method.</param>
    /// <param name="dims">The dims that the number is made of, for messages.</param>
    /// <param name="count">The elements.</param>
    /// <exception cref="InsufficientMemoryException">There are too many.</exception>
    public static void Countable(string where, ReadOnlySpan<(string Name, int Value)> dims, Count count)
    {
        if (count.IsTooLarge || count.Value > int.MaxValue)
            throw new InsufficientMemoryException($"{where} has a loop over {count} elements{Capacity.Text(dims)}; one call can count {(Count)int.MaxValue}. Use a smaller batch.");
    }

    /// <summary>A length of a tensor as a dim, which is an int.</summary>
    /// <param name="where">Layer and method.</param>
    /// <param name="argument">The argument's name.</param>
    /// <param name="length">The length.</param>
    /// <exception cref="ShapeException">It does not fit an int.</exception>
    public static int Length(string where, string argument, nint length)
        => length <= int.MaxValue ? (int)length : throw TooLong(where, argument, [length]);

    /// <summary>The number of elements that leading lengths stand for together.</summary>
    /// <param name="where">Layer and method.</param>
    /// <param name="argument">The argument's name.</param>
    /// <param name="leading">The lengths.</param>
    /// <exception cref="ShapeException">It does not fit an int.</exception>
    public static int Product(string where, string argument, ReadOnlySpan<nint> leading)
    {
        Count product = 1;
        foreach (nint length in leading) product *= (long)length;
        return !product.IsTooLarge && product.Value <= int.MaxValue ? (int)product.Value : throw TooLong(where, argument, leading);
    }

    private static ShapeException TooLong(string where, string argument, ReadOnlySpan<nint> lengths)
        => new($"{where}: {argument} has lengths of ({string.Join(", ", lengths.ToArray())}); one call can count {(Count)int.MaxValue}.");

    /// <summary>
    /// Throws where an argument has no leading dims and an argument or a result would have no dim at all: there is no <c>Tensor</c> of
    /// one element and no dims.
    /// </summary>
    /// <param name="where">Layer and method.</param>
    /// <param name="argument">The argument's name.</param>
    /// <param name="expected">The argument's shape, as text.</param>
    /// <param name="leading">The lengths that its leading dims have.</param>
    /// <exception cref="ShapeException">There are none.</exception>
    public static void SomeLeading(string where, string argument, string expected, ReadOnlySpan<nint> leading)
    {
        if (leading.IsEmpty)
            throw new ShapeException($"{where}: {argument} should have shape {expected} with one leading dim or more: with none there would be a tensor without dims, which Tensor<T> does not have. For a single row pass a leading dim of 1.");
    }

    /// <summary>Throws where a mean, a maximum or a minimum would be taken over no elements.</summary>
    /// <param name="where">Layer and method.</param>
    /// <param name="what">The expression that would be, such as <c>CrossEntropy(y, t)</c>.</param>
    /// <param name="count">The number of elements it is taken over.</param>
    /// <exception cref="ShapeException">The count is 0.</exception>
    public static void NotEmpty(string where, string what, long count)
    {
        if (count == 0) throw new ShapeException($"{where}: {what} is taken over no elements, so it has no value.");
    }

    /// <summary>Throws where <c>Backward</c> is called before <c>Forward</c>.</summary>
    /// <exception cref="InvalidOperationException">No <c>Forward</c> ran.</exception>
    public static void ForwardFirst(string layer, bool ran)
    {
        if (!ran) throw new InvalidOperationException($"{layer}.Backward: call Forward first; Backward uses the values that the last Forward kept.");
    }

    /// <summary>An index that is not in 0..classes−1, at a flat position of indices of the given lengths.</summary>
    internal static ArgumentOutOfRangeException OutOfRange(
        string where, string argument, string noun, ReadOnlySpan<int> lengths, int position, int value, int classes)
    {
        string row = lengths.Length switch
        {
            0 => "",
            1 => $"row {position}: ",
            _ => $"row {Position(lengths, position)}: ",
        };
        string range = classes > 0 ? $"is not in 0..{classes - 1}" : "cannot be, since there are no classes";
        return new(argument, $"{where}: {row}{noun} {value} {range}.");
    }

    private static string Position(ReadOnlySpan<int> lengths, int flat)
    {
        int[] position = new int[lengths.Length];
        for (int axis = lengths.Length - 1; axis >= 0; axis--)
        {
            position[axis] = flat % lengths[axis];
            flat /= lengths[axis];
        }

        return $"({string.Join(", ", position)})";
    }
}
