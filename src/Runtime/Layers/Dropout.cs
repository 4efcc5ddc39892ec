namespace NNGen.Layers;

/// <summary>
/// Inverted dropout: in training each element is 0 with probability Rate, else divided by 1 − Rate; in inference x itself.
/// dx = dy / (1 − Rate) where the element was kept, 0 elsewhere.
/// </summary>
[Layer]
public sealed partial class Dropout
{
    /// <summary>The part that is dropped, at least 0 and below 1.</summary>
    [Setting(0.5f)] public partial float Rate { get; }

    /// <summary>The value for each element of <paramref name="x"/>.</summary>
    [return: Shape("...")]
    public Var Forward([Shape("...")] Var x) => Ops.Dropout(x, Rate);
}
