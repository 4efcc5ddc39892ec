namespace NNGen;

/// <summary>How a definition runs that is called with <see cref="Var"/>s: by itself as <c>Infer</c> does.</summary>
public static class Definition
{
    /// <summary>
    /// Runs the definition of a layer in training mode, as the layer's last <c>Forward</c> ran: <see cref="Ops.IsTraining"/> is
    /// true, <see cref="Ops.Dropout"/> draws the masks of that call, states are read as that call found them, and
    /// <see cref="State.Update"/> is collected in what is returned, without any change to the layer.
    /// <code>
    /// Tensor&lt;float&gt; y = net.Forward(x);
    /// using (Definition.Training(net)) Var same = net.Forward(Var.From(…));
    /// </code>
    /// </summary>
    /// <param name="layer">The layer whose <c>Forward</c> is called in the scope. A layer within a network draws other masks by itself
    /// than as a part of it, so name the one that is called.</param>
    /// <returns>A scope, of the calling thread, until it is disposed of. It is for one call of a definition: masks are
    /// numbered in the order of the calls of <see cref="Ops.Dropout"/>, so <see cref="TrainingDefinition.Restart"/> before another.</returns>
    /// <exception cref="InvalidOperationException">A definition is in training mode already on this thread.</exception>
    public static TrainingDefinition Training(ILayer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return new(layer.Scope);
    }
}
