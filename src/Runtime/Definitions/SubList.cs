using System.Collections;
using System.ComponentModel;
using System.Globalization;

namespace NNGen;

/// <summary>
/// Several layers of one kind within another: <c>[Sub("I", "H", Count = 4)] public partial SubList&lt;Block&gt; Blocks { get; }</c>.
/// In a definition <c>foreach (Block block in Blocks) x = block.Forward(x);</c> is written out layer by layer.
/// </summary>
/// <typeparam name="T">The layer.</typeparam>
public sealed class SubList<T> : IReadOnlyList<T>
    where T : class
{
    private readonly T[] _layers;

    /// <summary>Makes the layers one after another; generated constructors do.</summary>
    /// <param name="scope">The place of the list; the layers stand in it under 0, 1, …</param>
    /// <param name="count">How many there are.</param>
    /// <param name="make">Makes a layer at a place.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public SubList(LayerScope scope, int count, Func<LayerScope, T> make)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(make);
        _layers = new T[count];
        for (int i = 0; i < count; i++) _layers[i] = make(scope.Sub(i.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>The number of layers.</summary>
    public int Count => _layers.Length;

    /// <summary>A layer; the first has the index 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public T this[int index] => (uint)index < (uint)_layers.Length
        ? _layers[index]
        : throw new ArgumentOutOfRangeException(nameof(index), $"There is no layer {index}; the list has {_layers.Length}, from 0 to {_layers.Length - 1}.");

    /// <summary>The layers in order.</summary>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_layers).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
