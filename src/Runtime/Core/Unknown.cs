using System.ComponentModel;
using System.Numerics.Tensors;

namespace NNGen.Core;

/// <summary>What the members of a layer with errors return: it stands wherever a result would, so that no error follows from the first.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Unknown
{
    /// <summary>Never reached: the member that would return it throws.</summary>
    public static implicit operator float(Unknown value) => float.NaN;

    /// <summary>Never reached: the member that would return it throws.</summary>
    public static implicit operator int(Unknown value) => -1;

    /// <summary>Never reached: the member that would return it throws.</summary>
    public static implicit operator Tensor<int>(Unknown value) => Tensor.CreateFromShape<int>([1]);

    /// <summary>Never reached: the member that would return it throws.</summary>
    public static implicit operator Tensor<bool>(Unknown value) => Tensor.CreateFromShape<bool>([1]);

    /// <summary>Never reached: the member that would return it throws.</summary>
    public static implicit operator Tensor<float>(Unknown value) => Tensor.CreateFromShape<float>([1]);
}
