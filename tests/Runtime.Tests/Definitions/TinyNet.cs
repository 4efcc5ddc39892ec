namespace NNGen.Runtime.Tests.Definitions;

/// <summary>A layer put together by hand as a generated constructor would: parameters, then a sub with a sub of its own, then another.</summary>
internal sealed class TinyNet : ILayer
{
    public TinyNet(int? seed = 1984)
    {
        Scope = LayerScope.Root("TinyNet", seed);
        W = Scope.Parameter("W", Init.Default, 1, 2, 3);
        Hidden = Scope.Sub("Hidden");
        Hidden.Parameter("W", Init.He, 1, 4, 5);
        Hidden.Sub("Inner").Parameter("S", Init.Ones, 1);
        B = Scope.Parameter("B", Init.Default, 1, 5);
        Scope.Allocate();
    }

    public LayerScope Scope { get; }

    public LayerScope Hidden { get; }

    public Parameter W { get; }

    public Parameter B { get; }

    public IReadOnlyList<Parameter> Params => Scope.Params;

    public Gradients Grads => Scope.Grads;

    public IReadOnlyList<State> States => Scope.States;
}
