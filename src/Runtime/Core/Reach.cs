namespace NNGen.Core;

/// <summary>
/// The places of a window at which it comes to be over one place of an axis, and the steps at which it does: from tap to tap as many steps
/// back, so that both are evenly spaced.
/// </summary>
internal struct Reach
{
    /// <summary>How many there are.</summary>
    public int Count;

    /// <summary>The first place of the window, and from one to the next.</summary>
    public int Tap, TapStride;

    /// <summary>The step that goes with it, and from one to the next.</summary>
    public int Step, StepStride;
}
