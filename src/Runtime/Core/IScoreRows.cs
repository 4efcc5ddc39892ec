namespace NNGen.Core;

/// <summary>A loss over rows of scores, or its gradient: what is done with some of the rows.</summary>
internal interface IScoreRows
{
    /// <summary>The scores from which on a part is worth a thread: some microseconds' worth.</summary>
    static abstract int LeastScores { get; }

    /// <summary>What the rows add to the loss; 0 of a gradient.</summary>
    double Run<V>(nint first, nint end) where V : struct, IVec<V>;
}
