using System.ComponentModel;
using System.Numerics.Tensors;
using NNGen.Core;

namespace NNGen;

/// <summary>
/// A trained tensor of a layer. In a definition it is a <see cref="Var"/>, read at the time of use; to generated code and to
/// optimizers it is a run of floats, and another for its gradient, in the model's own memory. Layers make their parameters.
/// </summary>
public sealed class Parameter : Var
{
    private readonly LayerScope _root;
    private readonly int _index; // among all parameters of the root: the stream of its random start
    private readonly Initializer _initializer;
    private readonly nint[] _lengths;
    private Block _value, _grad;

    internal Parameter(LayerScope root, int index, string name, Shape shape, Init init, float scale)
        : base(shape, [])
    {
        _root = root;
        _lengths = TensorLengths.Of(shape);
        _index = index;
        _initializer = new(init, scale);
        Name = name;
    }

    /// <summary>Where the parameter stands in the layer that was constructed: <c>Hidden.W</c>.</summary>
    public string Name { get; }

    /// <summary>The values, in the shape of the parameter; a scalar parameter is a span of one.</summary>
    public TensorSpan<float> Value => new(ValueBlock.Span, _lengths);

    /// <summary>The gradient that the last <c>Backward</c> left, in the shape of the parameter; zeros before the first.</summary>
    public TensorSpan<float> Grad => new(GradBlock.Span, _lengths);

    /// <summary>The values, as generated code sees them.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Block ValueBlock => _root.IsAllocated ? _value : throw _root.NotAllocated();

    /// <summary>The gradient, as generated code sees it.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Block GradBlock => _root.IsAllocated ? _grad : throw _root.NotAllocated();

    /// <summary>What a gradient is written to that is then added.</summary>
    internal Block ScratchBlock => _root.Scratch.Slice(Start, Shape.Size);

    /// <summary>The offset of the first value in the root's memory.</summary>
    internal int Start { get; private set; }

    /// <summary>Values of double precision that stand in for <see cref="Value"/>, while a numerical gradient is taken.</summary>
    internal double[]? Override { get; set; }

    /// <inheritdoc/>
    internal override ReadOnlySpan<double> Data
    {
        get
        {
            if (Override is not null) return Override;
            var values = ValueBlock.Span;
            double[] data = new double[values.Length];
            TensorPrimitives.ConvertChecked<float, double>(values, data);
            return data;
        }
    }

    /// <summary>Takes this parameter's part of the root's memory, and starts the values from the seed.</summary>
    internal void Place(int start, Block values, Block gradients, int seed)
    {
        Start = start;
        (_value, _grad) = (values.Slice(start, Shape.Size), gradients.Slice(start, Shape.Size));
        _initializer.Fill(_value.Span, Shape, seed, _index);
    }

    /// <summary>Sets all values, row-major.</summary>
    /// <exception cref="ShapeException">There are more or fewer of them than the parameter has.</exception>
    public void Load(params ReadOnlySpan<float> values)
    {
        if (values.Length != Shape.Size)
            throw new ShapeException($"{Name}: the shape {Shape} has {Shape.Size} values, but {values.Length} were given.");
        values.CopyTo(ValueBlock.Span);
    }

    /// <summary>The name, the shape and the first values.</summary>
    public override string ToString()
        => $"{Name} {Shape}: {(_root.IsAllocated ? TensorText.Of<float>(ValueBlock.Span) : "not yet allocated")}";
}
