namespace NNGen;

/// <summary>
/// What <c>x[…]</c> takes of one axis: an index, which drops the axis, or a range, which keeps it. It is never named: an <see cref="int"/>,
/// an <see cref="Index"/> or a <see cref="Range"/> converts to it.
/// </summary>
public readonly struct AxisItem : IEquatable<AxisItem>
{
    private readonly Range _range;

    private AxisItem(Range range, bool isIndex)
    {
        _range = range;
        IsIndex = isIndex;
    }

    internal bool IsIndex { get; }

    /// <summary>The entry at an index, counted from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative; <c>^1</c> is the last entry.</exception>
    public static implicit operator AxisItem(int index) => (Index)index;

    /// <summary>The entry at an index, which may count from the end.</summary>
    public static implicit operator AxisItem(Index index) => new(new(index, index), isIndex: true);

    /// <summary>The entries of a range; <c>..</c> is all of them.</summary>
    public static implicit operator AxisItem(Range range) => new(range, isIndex: false);

    /// <summary>Whether two items take the same.</summary>
    public static bool operator ==(AxisItem left, AxisItem right) => left.Equals(right);

    /// <summary>Whether two items take something else.</summary>
    public static bool operator !=(AxisItem left, AxisItem right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(AxisItem other) => IsIndex == other.IsIndex && _range.Equals(other._range);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AxisItem other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_range, IsIndex);

    /// <summary>The item as it is written between the brackets.</summary>
    public override string ToString() => IsIndex ? _range.Start.ToString() : _range.ToString();

    /// <summary>The first entry of an axis, and how many; not yet checked against its size.</summary>
    internal (int Start, int Length) Of(int size)
    {
        int start = _range.Start.GetOffset(size);
        return (start, IsIndex ? 1 : _range.End.GetOffset(size) - start);
    }
}
