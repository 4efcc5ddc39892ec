using NNGen.Core;

namespace NNGen;

/// <summary>The start of one parameter: each element is a function of the seed, the parameter's index and the element's own.</summary>
internal readonly record struct Initializer(Init Init, float Scale)
{
    /// <summary>Writes the starting values of a parameter of the given shape.</summary>
    public void Fill(Span<float> values, Shape shape, int seed, int parameter)
    {
        Init init = Init == Init.Default ? shape.Rank < 2 ? Init.Zeros : Init.Xavier : Init;
        if (init == Init.Zeros)
        {
            values.Clear();
        }
        else if (init == Init.Ones)
        {
            values.Fill(Scale);
        }
        else
        {
            NormalRun.Fill(values, new Philox((uint)seed, (ulong)parameter), Deviation(init, shape) * Scale);
        }
    }

    /// <summary>The standard deviation before it is scaled; sources are with <see cref="NNGen.Init"/>.</summary>
    private static double Deviation(Init init, Shape shape)
    {
        double fanIn = shape.Rank == 0 ? 1 : shape.SizeOf(0, shape.Rank - 1);
        double fanOut = shape.Rank == 0 ? 1 : shape[-1];
        return init switch
        {
            Init.Normal => 1,
            Init.Xavier => Math.Sqrt(2 / (fanIn + fanOut)),
            Init.He => Math.Sqrt(2 / fanIn),
            Init.HeKernel => Math.Sqrt(2.0 / (shape.Rank == 0 ? 1 : shape.SizeOf(1, shape.Rank))),
            _ => throw new ArgumentOutOfRangeException(nameof(init), init, "There is no such start of a parameter."),
        };
    }
}
