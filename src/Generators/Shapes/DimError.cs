namespace NNGen.Generators.Shapes;

/// <summary>What is wrong with the text of a dim or a fact, and where: the message says what to do.</summary>
/// <param name="Position">Where in the text, counted from 0.</param>
/// <param name="Length">How many characters it is about; 0 at the end of the text.</param>
internal sealed record DimError(int Position, int Length, string Message)
{
    public override string ToString() => Message;
}
