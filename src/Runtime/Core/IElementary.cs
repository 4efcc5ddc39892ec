namespace NNGen.Core;

/// <summary>A function of each lane, written once over every width.</summary>
internal interface IElementary
{
    /// <summary>Its value.</summary>
    static abstract T Of<I, T>(T x)
        where I : struct, IInstructions<T>
        where T : struct;
}
