using System.ComponentModel;
using NNGen.Core;

namespace NNGen;

/// <summary>
/// What a generated constructor builds a layer with: the names, the parameters, and one run of memory for them all; the states,
/// in memory of their own, because what sweeps the parameters has no business with them. The
/// layer that is constructed makes the root, each sub-layer gets a scope of it; when all is declared the root allocates.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LayerScope
{
    private readonly LayerScope? _parent;
    private readonly LayerScope _root;
    private readonly string _path;
    private readonly List<Parameter> _parameters = [];
    private readonly List<State> _states = [];
    private readonly int _seed;

    // What of the root's memory is this scope's, once that was asked for: every step of an optimizer asks.
    private Block _ownValues, _ownGradients;
    private bool _isPlaced;

    // Of the root alone.
    private Block _values, _gradients;
    private Block? _scratch;

    private LayerScope(string layer, int seed)
    {
        (_root, _path, _seed) = (this, "", seed);
        Layer = layer;
    }

    private LayerScope(LayerScope parent, string name)
    {
        (_parent, _root, _seed) = (parent, parent._root, parent._seed);
        _path = $"{parent._path}{name}.";
        Layer = parent.Layer;
    }

    /// <summary>The name of the layer that is constructed.</summary>
    public string Layer { get; }

    /// <summary>The seed of the parameters' start: the one given, or the one drawn.</summary>
    public int Seed => _seed;

    /// <summary>The parameters of this scope and its subs, in order of creation.</summary>
    public IReadOnlyList<Parameter> Params => _parameters;

    /// <summary>The states of this scope and its subs, in order of creation.</summary>
    public IReadOnlyList<State> States => _states;

    /// <summary>
    /// How often the layer of this scope was trained: the number of calls of its <c>Forward</c>, if that drops anything at random or updates
    /// states. The masks of a call are drawn with its number, the first being 1.
    /// </summary>
    public uint Step { get; internal set; }

    /// <summary>The gradients of <see cref="Params"/>.</summary>
    public Gradients Grads => new(_parameters);

    /// <summary>The values of all parameters of this scope and its subs: one run, each aligned to a cache line, zeros between.</summary>
    /// <exception cref="InvalidOperationException">The memory is not allocated yet.</exception>
    public Block Values => _isPlaced ? _ownValues : Place()._ownValues;

    /// <summary>The gradients of all parameters of this scope and its subs, laid out as <see cref="Values"/>.</summary>
    /// <exception cref="InvalidOperationException">The memory is not allocated yet.</exception>
    public Block Gradients => _isPlaced ? _ownGradients : Place()._ownGradients;

    internal bool IsAllocated { get; private set; }

    /// <summary>Memory of the whole root, laid out as <see cref="Values"/>, made when first it is needed.</summary>
    internal Block Scratch => _root._scratch ??= Block.Aligned(_root._values.Length);

    internal Block ScratchOfScope => OfScope(Scratch);

    /// <summary>The scope of a layer that is constructed on its own.</summary>
    /// <param name="layer">The layer's name, for messages.</param>
    /// <param name="seed">The seed of the parameters' start; null draws one.</param>
    public static LayerScope Root(string layer, int? seed) => new(layer, seed ?? Random.Shared.Next());

    /// <summary>The scope of a sub-layer, whose parameters are named after it and live in the root's memory.</summary>
    public LayerScope Sub(string name) => new(this, name);

    /// <summary>A new parameter of this scope.</summary>
    /// <exception cref="InvalidOperationException">The memory is allocated already.</exception>
    public Parameter Parameter(string name, Init init, float scale, params ReadOnlySpan<int> shape)
    {
        if (_root.IsAllocated) throw new InvalidOperationException($"{Layer}: {_path}{name} is declared after the memory was allocated.");
        var parameter = new Parameter(_root, _root._parameters.Count, _path + name, new Shape(shape), init, scale);
        for (LayerScope? scope = this; scope is not null; scope = scope._parent) scope._parameters.Add(parameter);
        return parameter;
    }

    /// <summary>A new state of this scope.</summary>
    /// <exception cref="InvalidOperationException">The memory is allocated already.</exception>
    public State State(string name, Init init, float scale, params ReadOnlySpan<int> shape)
    {
        if (_root.IsAllocated) throw new InvalidOperationException($"{Layer}: {_path}{name} is declared after the memory was allocated.");
        var state = new State(_root, _root._states.Count, _path + name, new Shape(shape), init, scale);
        for (LayerScope? scope = this; scope is not null; scope = scope._parent) scope._states.Add(state);
        return state;
    }

    /// <summary>The value of a dim of this scope's layer, verified.</summary>
    /// <param name="layer">The layer that the scope is of.</param>
    /// <param name="name">The dim.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int Dim(string layer, string name, int value)
    {
        if (value >= 1) return value;
        throw new ArgumentOutOfRangeException(name, $"{PlaceOf(layer)}: the dim {name} should be at least 1, but is {value}.");
    }

    /// <summary>The value of a dim that is computed from this layer's dims, verified.</summary>
    /// <param name="layer">The layer that the scope is of.</param>
    /// <param name="formula">How it is computed.</param>
    /// <param name="value">Its value.</param>
    /// <param name="dims">The dims that it is computed from.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or no tensor is so long.</exception>
    public int Size(string layer, string formula, Count value, params ReadOnlySpan<(string Name, int Value)> dims)
    {
        if (!value.IsTooLarge && value.Value is >= 0 and <= int.MaxValue) return (int)value.Value;
        throw new ArgumentOutOfRangeException(dims.Length > 0 ? dims[0].Name : null, $"{PlaceOf(layer)}: the dim {formula} should be between 0 and {(Count)int.MaxValue}, but is {value}{Capacity.Text(dims)}.");
    }

    /// <summary>The value of a setting of this scope's layer that is a size, verified.</summary>
    /// <param name="layer">The layer that the scope is of.</param>
    /// <param name="name">The setting.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 0.</exception>
    public int Setting(string layer, string name, int value)
    {
        if (value >= 0) return value;
        throw new ArgumentOutOfRangeException(name, $"{PlaceOf(layer)}: the setting {name} should be at least 0, but is {value}.");
    }

    /// <summary>Lays out all parameters, their gradients and the states, and starts them from the seed. Of the root, once, when all is declared.</summary>
    /// <exception cref="InvalidOperationException">This is no root, or it is allocated already.</exception>
    /// <exception cref="InsufficientMemoryException">The parameters, or the states, together exceed what one array can hold.</exception>
    public void Allocate()
    {
        if (_parent is not null) throw new InvalidOperationException($"{Layer}: {_path.TrimEnd('.')} shares the memory of its root; only the root allocates.");
        if (IsAllocated) throw new InvalidOperationException($"{Layer}: the memory is allocated already.");

        int[] starts = LayOut("parameters", "their gradients", _parameters, parameter => parameter.Name, out int total);
        int[] stateStarts = LayOut("states", "what Backward sees of them", _states, state => state.Name, out int stateTotal);
        (_values, _gradients) = (Block.Aligned(total), Block.Aligned(total));
        for (int i = 0; i < starts.Length; i++) _parameters[i].Place(starts[i], _values, _gradients, Seed);

        (Block states, Block kept) = (Block.Aligned(stateTotal), Block.Aligned(stateTotal));
        for (int i = 0; i < stateStarts.Length; i++) _states[i].Place(stateStarts[i], states, kept, Seed);
        IsAllocated = true;
    }

    /// <summary>Begins a training step: it gets the next number, and the states are kept as they are, for <c>Backward</c> to see.</summary>
    public void BeginStep()
    {
        unchecked
        {
            Step++;
        }

        foreach (State state in _states) state.Keep();
    }

    /// <summary>Where a <c>Backward</c> is to write the gradients of this scope. Allocates only when first asked to accumulate.</summary>
    /// <param name="accumulate">Whether to add to the gradients rather than assign them.</param>
    public GradientTarget BeginGradients(bool accumulate) => new(this, accumulate);

    internal InvalidOperationException NotAllocated() => new($"{Layer}: the memory of the parameters is not allocated yet.");

    private LayerScope Place()
    {
        (_ownValues, _ownGradients) = (OfScope(_root._values), OfScope(_root._gradients));
        _isPlaced = true;
        return this;
    }

    /// <summary>The part of the root's memory that is this scope's: sub-layers are constructed one after another, so it is one run.</summary>
    private Block OfScope(Block whole)
    {
        if (!_root.IsAllocated) throw NotAllocated();
        if (_parameters.Count == 0) return whole.Slice(0, 0);
        Parameter first = _parameters[0], last = _parameters[^1];
        return whole.Slice(first.Start, last.Start + last.Shape.Size - first.Start);
    }

    /// <summary>Where each tensor starts in one run of memory, of which there are two.</summary>
    private int[] LayOut<T>(string what, string second, List<T> tensors, Func<T, string> nameOf, out int floats) where T : Var
    {
        Count total = 0;
        int[] starts = new int[tensors.Count];
        for (int i = 0; i < starts.Length; i++)
        {
            starts[i] = (int)total.Value;
            total += Capacity.Aligned(Count.Of(tensors[i].Shape.Dims));
            if (Capacity.Refusal(total, arrays: 2) is { } refusal)
                throw new InsufficientMemoryException($"{Layer}: the {what} up to {nameOf(tensors[i])} {tensors[i].Shape} need {4 * total} bytes, and {second} as many; {refusal}.");
        }

        floats = (int)total.Value;
        return starts;
    }

    private string PlaceOf(string layer) => _parent is null ? layer : $"{layer} ({Layer}.{_path.TrimEnd('.')})";
}
