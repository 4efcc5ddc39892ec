using NNGen.Core;

namespace NNGen;

/// <summary>A definition in training mode: what <see cref="Definition.Training"/> returns. Dispose of it on the thread that made it.</summary>
public sealed class TrainingDefinition : IDisposable
{
    [ThreadStatic]
    private static TrainingDefinition? _current;

    private readonly LayerScope _scope;
    private readonly Dictionary<State, Var> _updates = [];
    private int _sites;

    internal TrainingDefinition(LayerScope scope)
    {
        if (_current is { } open)
            throw new InvalidOperationException($"Definition.Training: the definition of {open._scope.Layer} is in training mode already; dispose of that scope first.");
        _scope = scope;
        _current = this;
    }

    /// <summary>The scope that the calling thread is in, if it is in one.</summary>
    internal static TrainingDefinition? Current => _current;

    /// <summary>The states that the definition has updated.</summary>
    public IReadOnlyCollection<State> Updated => _updates.Keys;

    /// <summary>The value that the definition gave a state last; null if it did not update it.</summary>
    public Var? UpdateOf(State state) => _updates.GetValueOrDefault(state);

    /// <summary>Forgets the updates and numbers masks from the first again: another call of the definition then is as the first one was.</summary>
    public void Restart()
    {
        _updates.Clear();
        _sites = 0;
    }

    /// <summary>Ends the training mode.</summary>
    public void Dispose()
    {
        if (_current == this) _current = null;
    }

    internal bool IsOf(ILayer layer) => _scope == layer.Scope;

    internal void Update(State state, Var value) => _updates[state] = new(value.Shape, value.ToArray());

    /// <summary>The mask of the next call of <see cref="Ops.Dropout"/>.</summary>
    internal DropoutMask NextMask(float rate) => new(_scope.Seed, _scope.Step, _sites++, rate);
}
