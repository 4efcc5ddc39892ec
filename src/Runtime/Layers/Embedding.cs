using static NNGen.Ops;

namespace NNGen.Layers;

/// <summary>A row of a table for each id: y = table[ids]. dtable gets, for each id, the sum of dy over the places that it stands in.</summary>
[Layer]
public sealed partial class Embedding
{
    /// <summary>The table of V rows of D features, started with the normal distribution.</summary>
    [Param("V", "D", Init = Init.Normal)] public partial Parameter Table { get; }

    /// <summary>The rows of <paramref name="ids"/>, each in 0..V−1.</summary>
    [return: Shape("...", "D")]
    public Var Forward([Shape("...")] IntVar ids) => Gather(Table, ids);
}
