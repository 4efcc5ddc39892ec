namespace NNGen.Bench;

/// <summary>A row of the table: a piece of work, and who does it.</summary>
internal abstract class Workload
{
    /// <summary>The name of the row.</summary>
    public abstract string Name { get; }

    /// <summary>Floating-point operations of one step that are products and sums of matrices or windows; 0 where a share of the peak says nothing.</summary>
    public virtual double Flops => 0;

    /// <summary>Elements of one step, where the time of one element is told rather than that of the step; else 0.</summary>
    public virtual int Elements => 0;

    /// <summary>The largest difference to ours that is allowed, as a share of the largest value of a part.</summary>
    public virtual double Tolerance => 1e-4;

    /// <summary>Whether it is timed on two threads as well as on one.</summary>
    public virtual bool Divides => true;

    /// <summary>Ours first, then every peer that this machine has, each set to that many threads.</summary>
    public abstract IReadOnlyList<Contender> Prepare(int threads);
}
