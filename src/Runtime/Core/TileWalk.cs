namespace NNGen.Core;

/// <summary>
/// Three nested loops, and how far the columns and the rows of a <see cref="SampleTile"/> move in them, in floats. A step of the middle and
/// the outer loop is what remains to be moved when the loop inside it is done; the rows move on by one step of themselves in the inner loop.
/// </summary>
internal struct TileWalk
{
    public nint Outer, OuterStep, OuterLeft;
    public nint Middle, MiddleStep, MiddleLeft;
    public nint Inner, InnerStep;
}
