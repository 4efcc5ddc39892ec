namespace NNGen.Core;

/// <summary>Where the columns of a <see cref="SampleTile"/> begin.</summary>
internal unsafe struct TileColumns
{
    public float* First, Second, Third, Fourth;
}
