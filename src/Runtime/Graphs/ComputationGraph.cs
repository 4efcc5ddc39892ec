namespace NNGen;
/// <summary>s</summary>
public sealed class ComputationGraph(string text)
{
    /// <summary>s</summary>
    public override string ToString() => text;
}
