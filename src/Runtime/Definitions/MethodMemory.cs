using NNGen.Core;

namespace NNGen;

/// <summary>The memory that a call of one method of a layer needs, beside the parameters.</summary>
public sealed class MethodMemory
{
    private readonly string _layer;
    private readonly Action<Arena, int[]> _reserve;

    /// <summary>The memory of a method. Layers make it.</summary>
    /// <param name="layer">The layer's name.</param>
    /// <param name="method">The method's name.</param>
    /// <param name="formula">The bytes, as a formula in the dims.</param>
    /// <param name="dims">The dims that a call binds.</param>
    /// <param name="reserve">Reserves the memory of a call with such dims.</param>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public MethodMemory(string layer, string method, string formula, string[] dims, Action<Arena, int[]> reserve)
    {
        (_layer, Method, Formula, Dims) = (layer, method, formula, dims);
        _reserve = reserve;
    }

    /// <summary>The name of the method.</summary>
    public string Method { get; }

    /// <summary>
    /// The bytes of all values that there are at once, as a formula in the dims of the layer and of the call: <c>4·N·I + 8·N·H</c>. Each
    /// value also takes what is left of its last cache line of 64 bytes, which <see cref="Bytes"/> counts and the formula does not.
    /// </summary>
    public string Formula { get; }

    /// <summary>The dims that a call binds, in the order in which <see cref="Bytes"/> takes them.</summary>
    public IReadOnlyList<string> Dims { get; }

    /// <summary>The bytes that a call needs, exactly.</summary>
    /// <param name="dims">A number for each of <see cref="Dims"/>: the size of the batch, the length of a sequence.</param>
    /// <exception cref="ArgumentException">There are more or fewer numbers than dims, or one is negative.</exception>
    /// <exception cref="OverflowException">No <see cref="long"/> holds the bytes.</exception>
    public long Bytes(params ReadOnlySpan<int> dims)
    {
        if (dims.Length != Dims.Count)
            throw new ArgumentException($"{_layer}.{Method} binds {(Dims.Count == 0 ? "no dims" : $"the dims {string.Join(", ", Dims)}")}, but {dims.Length} numbers were given.", nameof(dims));
        foreach (int dim in dims) ArgumentOutOfRangeException.ThrowIfNegative(dim, nameof(dims));
        int[] values = dims.ToArray();
        return Arena.Measure($"{_layer}.{Method}", arena => _reserve(arena, values));
    }

    /// <summary>The method with its formula.</summary>
    public override string ToString() => $"{Method}({string.Join(", ", Dims)}): {Formula} bytes";
}
