using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using NNGen.Core;

namespace NNGen;

/// <summary>
/// Changes the parameters of a layer along the gradients that its last <c>Backward</c> left: one pass over all of them, whatever their
/// number. A step allocates nothing but, the first time that a layer is seen, what the rule remembers of it.
/// </summary>
/// <remarks>
/// One optimizer may train several layers: what it remembers, and the number of steps, is kept for each of them apart, as long as the layer lives.
/// A step along NaN gives NaN: nothing is hidden.
/// </remarks>
public abstract class Optimizer
{
    // So many squares are added up in floats, and those sums in doubles: the norm does not lose small gradients beside many others.
    private const int SquaresInFloats = 4096;

    private readonly ConditionalWeakTable<ILayer, Memory> _memories = [];
    private readonly int _remembered;
    private readonly ConditionalWeakTable<ILayer, Memory>.CreateValueCallback _remember;

    /// <param name="learningRate">The size of a step.</param>
    /// <param name="remembered">How many floats the rule remembers of each parameter.</param>
    private protected Optimizer(float learningRate, int remembered)
    {
        LearningRate = learningRate;
        _remembered = remembered;
        _remember = layer => new(_remembered, layer.Scope.Values.Length);
    }

    /// <summary>The size of a step, at least 0; may be changed between steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or NaN.</exception>
    public float LearningRate
    {
        get;
        set => field = AtLeastZero(value, "learning rate", nameof(value));
    }

    /// <summary>
    /// How strongly a step also pulls every parameter towards 0, at least 0; 0 if nothing is said. It is the L2 penalty ½ · WeightDecay · Σ w²,
    /// whose gradient is added to that of the loss; <see cref="AdamW"/> keeps the two apart.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or NaN.</exception>
    public float WeightDecay
    {
        get;
        set => field = AtLeastZero(value, "weight decay", nameof(value));
    }

    /// <summary>
    /// The largest Euclidean norm of all gradients together that a step follows: longer ones are scaled down to it (Pascanu, Mikolov and
    /// Bengio, 2013). Infinite, the norm that is never looked at, if nothing is said. <c>Grads</c> themselves stay as they are.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is 0, negative or NaN.</exception>
    public float MaxNorm
    {
        get;
        set => field = value > 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), Invariant($"{GetType().Name}: the largest norm should be above 0, but is {value}."));
    } = float.PositiveInfinity;

    /// <summary>Takes one step along the gradients that the layer's last <c>Backward</c> left.</summary>
    /// <exception cref="ArgumentNullException">There is no layer.</exception>
    public void Update(ILayer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        Block values = layer.Scope.Values, gradients = layer.Scope.Gradients;
        float scale = ScaleOf(gradients.Span);
        Memory memory = _memories.GetValue(layer, _remember);
        memory.Step++;
        Step(memory, scale, values, gradients);
    }

    /// <param name="memory">What the rule remembers of the layer.</param>
    /// <param name="scale">What every gradient is multiplied with.</param>
    /// <param name="values">All parameters.</param>
    /// <param name="gradients">Their gradients.</param>
    private protected abstract void Step(Memory memory, float scale, Block values, Block gradients);

    /// <summary>A share of what was remembered, from 0 on and below 1.</summary>
    private protected float Share(float value, string what, string parameter) => value is >= 0 and < 1
        ? value
        : throw new ArgumentOutOfRangeException(parameter, Invariant($"{GetType().Name}: the {what} should be at least 0 and below 1, but is {value}."));

    /// <summary>What is added to a divisor: where a gradient has always been 0, nothing else is in it.</summary>
    private protected float AboveZero(float value, string what, string parameter) => value > 0 && float.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(parameter, Invariant($"{GetType().Name}: the {what} should be finite and above 0, but is {value}."));

    private protected float AtLeastZero(float value, string what, string parameter) => value >= 0 && float.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(parameter, Invariant($"{GetType().Name}: the {what} should be finite and at least 0, but is {value}."));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private float ScaleOf(ReadOnlySpan<float> gradients)
    {
        if (float.IsPositiveInfinity(MaxNorm)) return 1;

        double squares = 0;
        for (int start = 0; start < gradients.Length; start += SquaresInFloats)
            squares += TensorPrimitives.SumOfSquares(gradients.Slice(start, Math.Min(SquaresInFloats, gradients.Length - start)));
        if (!double.IsFinite(squares)) squares = SumOfSquaresInDoubles(gradients);
        double norm = Math.Sqrt(squares);

        // Of a norm that is no number nothing is a share.
        return !double.IsFinite(norm) ? float.NaN : norm > MaxNorm ? (float)(MaxNorm / norm) : 1;
    }

    /// <summary>The sum where a square is beyond what a float can hold: gradients that explode are what clipping is for.</summary>
    private static double SumOfSquaresInDoubles(ReadOnlySpan<float> gradients)
    {
        double squares = 0;
        foreach (float gradient in gradients) squares += (double)gradient * gradient;
        return squares;
    }

    /// <summary>What a rule remembers of one layer.</summary>
    private protected sealed class Memory(int remembered, int length)
    {
        private readonly Block[] _blocks = [.. Enumerable.Range(0, remembered).Select(_ => Block.Aligned(length))];

        /// <summary>The steps taken, this one included.</summary>
        public int Step { get; set; }

        public Block this[int index] => _blocks[index];
    }
}
