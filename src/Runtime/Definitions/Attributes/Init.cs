namespace NNGen;

/// <summary>
/// How a parameter starts. The fan-in of a shape is the product of all its dims but the last, the fan-out its last
/// dim: weights are stored [in, out]. Every starting value is multiplied by <see cref="ParamAttribute.Scale"/>.
/// </summary>
public enum Init
{
    /// <summary><see cref="Zeros"/> for a scalar or one dim, <see cref="Xavier"/> for two or more.</summary>
    Default,

    /// <summary>Every value is 0.</summary>
    Zeros,

    /// <summary>Every value is 1.</summary>
    Ones,

    /// <summary>Drawn from the normal distribution of mean 0 and standard deviation 1.</summary>
    Normal,

    /// <summary>
    /// Drawn from the normal distribution of mean 0 and standard deviation √(2 / (fan-in + fan-out)): Glorot and Bengio,
    /// "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010, equation 12.
    /// </summary>
    Xavier,

    /// <summary>
    /// Drawn from the normal distribution of mean 0 and standard deviation √(2 / fan-in): He, Zhang, Ren and Sun,
    /// "Delving deep into rectifiers", ICCV 2015, equation 10.
    /// </summary>
    He,

    /// <summary>
    /// Drawn as <see cref="He"/> does, for kernels, which are stored [out, in, places…]: their fan-in is the product of all dims but the
    /// first.
    /// </summary>
    HeKernel,
}
