using static NNGen.Ops;

namespace NNGen.Layers;

/// <summary>
/// The mean over all elements of e²/2 where the error e = y − t is at most δ in size, and of δ·(|e| − δ/2) elsewhere. dy = e / N, cut off
/// at ±δ / N, with N the number of elements. Huber, "Robust estimation of a location parameter", 1964.
/// </summary>
[Layer]
public sealed partial class Huber
{
    /// <summary>The size of an error up to which it counts squared.</summary>
    [Setting(1f)] public partial float Delta { get; }

    /// <summary>The loss of predictions against targets.</summary>
    public Var Forward([Shape("...")] Var predictions, [Shape("..."), NoGrad] Var targets)
    {
        Var error = predictions - targets;
        Var size = Abs(error);
        return Mean(Where(size <= Delta, 0.5f * Square(error), Delta * (size - 0.5f * Delta)));
    }
}
