using System.Numerics.Tensors;

namespace NNGen;

/// <summary>The gradients of some parameters, in their order: the same memory as each one's <see cref="Parameter.Grad"/>.</summary>
public readonly struct Gradients
{
    private readonly IReadOnlyList<Parameter> _parameters;

    internal Gradients(IReadOnlyList<Parameter> parameters) => _parameters = parameters;

    /// <summary>The number of parameters.</summary>
    public int Count => _parameters?.Count ?? 0;

    /// <summary>The gradient of one parameter, in its shape.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public TensorSpan<float> this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return _parameters[index].Grad;
        }
    }

    /// <summary>Goes through the gradients in order, for <c>foreach</c>.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Goes through the gradients in order.</summary>
    public ref struct Enumerator
    {
        private readonly Gradients _gradients;
        private int _index = -1;

        internal Enumerator(Gradients gradients) => _gradients = gradients;

        /// <summary>The gradient at hand.</summary>
        public readonly TensorSpan<float> Current => _gradients[_index];

        /// <summary>Goes on to the next gradient, if there is one.</summary>
        public bool MoveNext() => ++_index < _gradients.Count;
    }
}
