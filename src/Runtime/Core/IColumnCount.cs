namespace NNGen.Core;

/// <summary>The columns of a <see cref="SampleTile"/>, as a type: a constant to the JIT.</summary>
internal interface IColumnCount
{
    static abstract int Value { get; }
}

internal readonly struct Columns1 : IColumnCount { public static int Value => 1; }
internal readonly struct Columns2 : IColumnCount { public static int Value => 2; }
internal readonly struct Columns4 : IColumnCount { public static int Value => 4; }
