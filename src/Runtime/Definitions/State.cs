using System.ComponentModel;
using System.Numerics.Tensors;
using NNGen.Core;

namespace NNGen;

/// <summary>
/// Values that a layer keeps and saves but does not train: running statistics, counters. In a definition a state is a
/// <see cref="Var"/> through which no gradient flows; <see cref="Update"/> sets its next value. Layers make their states.
/// </summary>
/// <remarks>
/// States change in training mode alone: each <c>Forward</c> updates them once, when all else is computed; <c>Infer</c> never does.
/// </remarks>
public sealed class State : Var
{
    private readonly LayerScope _root;
    private readonly Initializer _initializer;
    private readonly nint[] _lengths;
    private readonly int _index; // among all states of the root: the stream of its random start
    private Block _value, _kept;
    private bool _isKept;

    internal State(LayerScope root, int index, string name, Shape shape, Init init, float scale)
        : base(shape, [])
    {
        _root = root;
        _index = index;
        _lengths = TensorLengths.Of(shape);
        _initializer = new(init, scale);
        Name = name;
    }

    /// <summary>Where the state stands in the layer that was constructed: <c>Norm.Mean</c>.</summary>
    public string Name { get; }

    /// <summary>The values, in the shape of the state; a scalar state is a span of one.</summary>
    public TensorSpan<float> Value => new(ValueBlock.Span, _lengths);

    /// <summary>The values, as generated code sees them.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Block ValueBlock => _root.IsAllocated ? _value : throw _root.NotAllocated();

    /// <summary>
    /// The values that the last <c>Forward</c> found, before it updated them: what <c>Backward</c>, and the definition in
    /// training mode, have to see.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Block KeptBlock => _root.IsAllocated ? _kept : throw _root.NotAllocated();

    /// <inheritdoc/>
    internal override ReadOnlySpan<double> Data
    {
        get
        {
            TrainingDefinition? training = TrainingDefinition.Current;
            if (training?.UpdateOf(this) is { } next) return next.Data;
            var values = training is not null && _isKept ? KeptBlock.Span : ValueBlock.Span;
            double[] data = new double[values.Length];
            TensorPrimitives.ConvertChecked<float, double>(values, data);
            return data;
        }
    }

    /// <summary>
    /// Sets the next value, in training mode; in inference mode it does nothing, so it may stand outside of
    /// <c>if (IsTraining)</c>. What the definition reads after it is the new value; a second update follows the first. No
    /// gradient flows into it.
    /// </summary>
    /// <param name="value">The next value, of the state's own shape.</param>
    /// <remarks>
    /// This is for definitions. The compiler makes of it what the generated <c>Forward</c> writes at its end; a definition that
    /// is called with <see cref="Var"/>s changes nothing, see <see cref="Definition.Training"/>. To set a state from outside, use
    /// <see cref="Load"/>.
    /// </remarks>
    /// <exception cref="ShapeException">The value has another shape.</exception>
    public void Update(Var value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Shape != Shape)
            throw new ShapeException($"{Name}.Update: the value {value.Shape} should have the state's shape {Shape}: {Broadcasting.Differences(value.Shape, Shape)}.");
        TrainingDefinition.Current?.Update(this, value);
    }

    /// <summary>Sets all values, row-major.</summary>
    /// <exception cref="ShapeException">There are more or fewer of them than the state has.</exception>
    public void Load(params ReadOnlySpan<float> values)
    {
        if (values.Length != Shape.Size)
            throw new ShapeException($"{Name}: the shape {Shape} has {Shape.Size} values, but {values.Length} were given.");
        values.CopyTo(ValueBlock.Span);
        _isKept = false;
    }

    /// <summary>The name, the shape and the first values.</summary>
    public override string ToString()
        => $"{Name} {Shape}: {(_root.IsAllocated ? TensorText.Of<float>(ValueBlock.Span) : "not yet allocated")}";

    /// <summary>Takes this state's part of the root's memory, and starts the values from the seed.</summary>
    internal void Place(int start, Block values, Block kept, int seed)
    {
        (_value, _kept) = (values.Slice(start, Shape.Size), kept.Slice(start, Shape.Size));

        // Streams of their own: a state that is added does not change how the parameters start.
        _initializer.Fill(_value.Span, Shape, seed, int.MinValue + _index);
    }

    /// <summary>Notes the values before a <c>Forward</c> updates them.</summary>
    internal void Keep()
    {
        _value.Span.CopyTo(_kept.Span);
        _isKept = true;
    }
}
