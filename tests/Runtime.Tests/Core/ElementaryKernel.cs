using NNGen.Core;

namespace NNGen.Runtime.Tests.Core;

/// <summary>The functions of <see cref="IVec{TSelf}"/>, by name.</summary>
internal enum Elementary
{
    Abs, Sqrt, Rsqrt, Square, Sign, Relu, Exp, Expm1, Log, Log1p, Tanh, Sigmoid, Sin, Cos, Erf, Softplus, Silu, NormalCdf, Gelu, GeluTanh,
    Min, Max, Pow, LeakyRelu, Elu, Less, LessOrEqual, Greater, GreaterOrEqual, Equal, EqualOrBothNegative, NotBothNegative,
}

/// <summary>y = f(a) or f(a, b), chosen at run time. A mask becomes 1 or 0.</summary>
internal readonly struct ElementaryKernel(Elementary function) : IMap
{
    public void Apply<V>(Lanes<V> at) where V : struct, IVec<V>
    {
        V a = at.Load(0);
        V b = at.Load(1);
        at.Store(2, function switch
        {
            Elementary.Abs => V.Abs(a),
            Elementary.Sqrt => V.Sqrt(a),
            Elementary.Rsqrt => V.Rsqrt(a),
            Elementary.Square => V.Square(a),
            Elementary.Sign => V.Sign(a),
            Elementary.Relu => V.Relu(a),
            Elementary.Exp => V.Exp(a),
            Elementary.Expm1 => V.Expm1(a),
            Elementary.Log => V.Log(a),
            Elementary.Log1p => V.Log1p(a),
            Elementary.Tanh => V.Tanh(a),
            Elementary.Sigmoid => V.Sigmoid(a),
            Elementary.Sin => V.Sin(a),
            Elementary.Cos => V.Cos(a),
            Elementary.Erf => V.Erf(a),
            Elementary.Softplus => V.Softplus(a),
            Elementary.Silu => V.Silu(a),
            Elementary.NormalCdf => V.NormalCdf(a),
            Elementary.Gelu => V.Gelu(a),
            Elementary.GeluTanh => V.GeluTanh(a),
            Elementary.LeakyRelu => V.LeakyRelu(a, b),
            Elementary.Elu => V.Elu(a, b),
            Elementary.Min => V.Min(a, b),
            Elementary.Max => V.Max(a, b),
            Elementary.Pow => V.Pow(a, b),
            Elementary.Less => One(V.Less(a, b)),
            Elementary.LessOrEqual => One(V.LessOrEqual(a, b)),
            Elementary.Greater => One(V.Greater(a, b)),
            Elementary.GreaterOrEqual => One(V.GreaterOrEqual(a, b)),
            Elementary.Equal => One(V.Equal(a, b)),
            Elementary.EqualOrBothNegative => One(V.Or(V.Equal(a, b), BothNegative(a, b))),
            Elementary.NotBothNegative => One(V.Not(BothNegative(a, b))),
            _ => throw new ArgumentOutOfRangeException(nameof(at)),
        });
    }

    private static V One<V>(V mask) where V : struct, IVec<V> => V.Select(mask, V.One, V.Zero);

    private static V BothNegative<V>(V a, V b) where V : struct, IVec<V> => V.And(V.Less(a, V.Zero), V.Less(b, V.Zero));
}
