namespace NNGen.Core;

/// <summary>Work in parts that do not depend on each other.</summary>
internal interface IChunks
{
    /// <summary>Does one part.</summary>
    void Run(int chunk);
}
