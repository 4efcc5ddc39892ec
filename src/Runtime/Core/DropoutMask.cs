namespace NNGen.Core;

/// <summary>
/// Which elements one call of dropout keeps: a function of the layer's seed, the number of the training step, the site (the number
/// of the call within the definition) and the element's position, so it need not be stored and is the same everywhere.
/// </summary>
/// <param name="seed">The layer's seed.</param>
/// <param name="step">The number of the training step.</param>
/// <param name="site">The number of the dropout within the definition.</param>
/// <param name="rate">The part that is dropped, in [0, 1).</param>
internal readonly struct DropoutMask(int seed, uint step, int site, float rate)
{
    /// <summary>Positions that four blocks of random words serve together.</summary>
    public const int Group = 16;

    /// <summary>The upper word of the key; the parameters' starts have 0.</summary>
    public const uint Domain = 1;

    /// <summary>What kept elements are multiplied with: 1 / (1 − rate), so that the mean stays.</summary>
    public float Scale { get; } = 1 / (1 - rate);

    /// <summary>An element is kept if the upper 24 bits of its word are at least this: just if its uniform number is at least the rate.</summary>
    public uint Threshold { get; } = (uint)Math.Ceiling(rate * (double)(1 << 24));

    public uint Seed => (uint)seed;

    public uint Step => step;

    public uint Site => (uint)site;

    /// <summary>
    /// Whether the element at a flat position is kept. Of each 16 positions, 4·w + b is word w of block b: so a vector of blocks
    /// gives a vector of positions, without any exchange of lanes.
    /// </summary>
    public bool Keeps(ulong position)
    {
        ulong block = position / Group * 4 + position % 4;
        var words = Philox.Block((uint)block, (uint)(block >> 32), Site, step, Seed, Domain);
        uint word = (position / 4 % 4) switch { 0 => words.X0, 1 => words.X1, 2 => words.X2, _ => words.X3 };
        return word >> 8 >= Threshold;
    }
}
