using System.Reflection;
using NNGen.Core;

namespace NNGen.Runtime.Tests.Core;

[Collection(nameof(VectorWidths))]
public sealed class VectorMathTests
{
    private static readonly float[] s_sweep = Sweep();

    /// <summary>
    /// The function, its value in doubles, the bound in units of the last place of the result.
    /// </summary>
    internal static readonly (Elementary Function, Func<double, double> Exact, double Bound)[] Functions =
    [
        (Elementary.Abs, Math.Abs, 0),
        (Elementary.Sqrt, Math.Sqrt, 0.5),
        (Elementary.Rsqrt, x => 1 / Math.Sqrt(x), 1.5),
        (Elementary.Square, x => x * x, 0.5),
        (Elementary.Sign, x => double.IsNaN(x) ? x : Math.Sign(x), 0),
        (Elementary.Relu, x => double.IsNaN(x) ? x : Math.Max(x, 0), 0),
        (Elementary.Exp, Math.Exp, 1.05),
        (Elementary.Expm1, Expm1, 1.65),
        (Elementary.Log, Math.Log, 0.9),
        (Elementary.Log1p, Log1p, 1.5),
        (Elementary.Tanh, Math.Tanh, 2.6),
        (Elementary.Sigmoid, x => x < -87.33f ? 0 : 1 / (1 + Math.Exp(-x)), 2.5),
        (Elementary.Sin, Math.Sin, 1.6),
        (Elementary.Cos, Math.Cos, 1.6),
        (Elementary.Erf, Erf, 1.1),
        (Elementary.Softplus, x => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x))), 2),
        (Elementary.Silu, x => x < -87.33f ? 0 : x / (1 + Math.Exp(-x)), 2.5),
        (Elementary.NormalCdf, x => x < -12.9f ? 0 : ElementaryFunctions.NormalCdf(x), 4),
        (Elementary.Gelu, x => x < -12.9f ? 0 : x * ElementaryFunctions.NormalCdf(x), 4.5),
    ];

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Every_function_is_within_its_bound_over_all_exponents(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        foreach ((Elementary function, Func<double, double> exact, double bound) in Functions)
        {
            float[] result = Apply(function, s_sweep);
            double worst = 0;
            float worstAt = 0;
            for (int i = 0; i < result.Length; i++)
            {
                double error = ErrorInUlp(result[i], exact(s_sweep[i]));
                if (error > worst || double.IsNaN(error)) (worst, worstAt) = (error, s_sweep[i]);
            }

            TestContext.Current.TestOutputHelper?.WriteLine($"{function}: {worst:F3} ulp at {worstAt:R}");
            Assert.True(worst <= bound, $"{function}({worstAt:R}) is {worst:F3} ulp off; {bound} are allowed");
        }
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Infinities_zeros_and_NaN_are_as_the_mathematics_says(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        float[] special = [float.NaN, -float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0, -0f, -1, 1, float.MaxValue, float.MinValue, float.Epsilon];
        foreach ((Elementary function, Func<double, double> exact, double bound) in Functions)
        {
            float[] result = Apply(function, special);
            for (int i = 0; i < special.Length; i++)
                Assert.True(ErrorInUlp(result[i], exact(special[i])) <= bound, $"{function}({special[i]:R}) is {result[i]:R}, not {exact(special[i]):R}");
        }
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Sine_and_cosine_keep_their_digits_next_to_their_zeros(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        var values = new List<float>();
        for (int quadrant = -90_000; quadrant <= 90_000; quadrant++)
        {
            float zero = (float)(quadrant * (Math.PI / 2));
            values.AddRange([MathF.BitDecrement(zero), zero, MathF.BitIncrement(zero)]);
        }

        float[] angles = [.. values], sine = Apply(Elementary.Sin, angles), cosine = Apply(Elementary.Cos, angles);
        for (int i = 0; i < angles.Length; i++)
        {
            Assert.True(ErrorInUlp(sine[i], Math.Sin(angles[i])) <= 1.6, $"sin({angles[i]:R}) is {sine[i]:R}, not {Math.Sin(angles[i]):R}");
            Assert.True(ErrorInUlp(cosine[i], Math.Cos(angles[i])) <= 1.6, $"cos({angles[i]:R}) is {cosine[i]:R}, not {Math.Cos(angles[i]):R}");
        }
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Odd_functions_keep_the_sign_of_zero(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        foreach (Elementary function in new[] { Elementary.Sin, Elementary.Tanh, Elementary.Erf, Elementary.Expm1, Elementary.Log1p })
        {
            float[] result = Apply(function, [0, -0f]);
            Assert.True(result[0] == 0 && !float.IsNegative(result[0]), $"{function}(0) is {result[0]:R}");
            Assert.True(result[1] == 0 && float.IsNegative(result[1]), $"{function}(-0) is {result[1]:R}");
        }
    }

    /// <summary>Denormal results would take the slow path of the hardware.</summary>
    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Saturated_functions_are_zero_and_never_denormal(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        float[] saturated = [.. s_sweep.Where(x => x < -5), .. Enumerable.Range(0, 2000).Select(i => -12.5f - i / 2000f)];
        foreach (Elementary function in new[] { Elementary.Sigmoid, Elementary.Silu, Elementary.NormalCdf, Elementary.Gelu })
        {
            float[] result = Apply(function, saturated);
            for (int i = 0; i < result.Length; i++)
                Assert.True(!float.IsSubnormal(result[i]) && (saturated[i] >= -88 || result[i] == 0), $"{function}({saturated[i]:R}) is {result[i]:R}");
        }
    }

    /// <summary>Far below zero the value is that of an exponential, which multiplies the rounding of its argument.</summary>
    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void GeluTanh_is_as_exact_as_its_argument(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        float[] result = Apply(Elementary.GeluTanh, s_sweep);
        for (int i = 0; i < result.Length; i++)
        {
            double x = s_sweep[i], argument = 2 * Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x), exact = x / (1 + Math.Exp(-argument));
            double bound = argument < -87 ? double.PositiveInfinity : 4 + 2 * Math.Max(0, -argument);
            if (argument < -88) exact = 0;
            Assert.True(ErrorInUlp(result[i], exact) <= bound, $"GeluTanh({x:R}) is {result[i]:R}, not {exact:R}");
            if (argument is < -87 and >= -88) Assert.InRange(result[i], -1e-36f, 0);
        }

        Assert.Equal([float.NaN, float.PositiveInfinity, 0, 0, 0], Apply(Elementary.GeluTanh, [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0, -0f]));
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void LeakyRelu_and_Elu_bend_at_zero(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        foreach (float parameter in new[] { 0f, 0.01f, 1f, 1.5f, -2f })
        {
            float[] parameters = [.. Enumerable.Repeat(parameter, s_sweep.Length)];
            float[] leaky = Apply(Elementary.LeakyRelu, s_sweep, parameters), elu = Apply(Elementary.Elu, s_sweep, parameters);
            for (int i = 0; i < s_sweep.Length; i++)
            {
                float x = s_sweep[i];
                Assert.Equal(x > 0 ? x : parameter * x, leaky[i]);
                Assert.True(ErrorInUlp(elu[i], x > 0 ? x : parameter * Expm1(x)) <= 2.5, $"Elu({x:R}, {parameter}) is {elu[i]:R}");
            }
        }

        Assert.Equal([float.NaN, float.PositiveInfinity, float.NegativeInfinity], Apply(Elementary.LeakyRelu, [float.NaN, float.PositiveInfinity, float.NegativeInfinity], [1, 1, 1]));
        Assert.Equal([float.NaN, float.PositiveInfinity, -1], Apply(Elementary.Elu, [float.NaN, float.PositiveInfinity, float.NegativeInfinity], [1, 1, 1]));
    }

    [Fact]
    public void Every_width_computes_the_same()
    {
        foreach (Elementary function in Functions.Select(one => one.Function).Append(Elementary.GeluTanh))
        {
            using var width = VectorWidths.Use(VectorWidth.Hardware);
            float[] widest = Apply(function, s_sweep);
            foreach (int lanes in new[] { 8, 4, 1 })
            {
                VectorWidth.Current = Math.Min(lanes, VectorWidth.Hardware);
                Assert.Equal(widest, Apply(function, s_sweep));
            }
        }
    }

    [Theory, MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void Functions_of_two_and_comparisons_let_NaN_through(int lanes)
    {
        using var width = VectorWidths.Use(lanes);
        float[] values = [float.NaN, float.NegativeInfinity, -2.5f, -1, -0f, 0, 0.5f, 1, 3, float.PositiveInfinity];
        foreach (float x in values)
        {
            foreach (float y in values)
            {
                float[] a = [.. Enumerable.Repeat(x, 19)], b = [.. Enumerable.Repeat(y, 19)];
                AssertAll(Elementary.Max, MathF.Max(x, y));
                AssertAll(Elementary.Min, MathF.Min(x, y));
                AssertAll(Elementary.Pow, MathF.Pow(x, y));
                AssertAll(Elementary.Less, x < y ? 1 : 0);
                AssertAll(Elementary.LessOrEqual, x <= y ? 1 : 0);
                AssertAll(Elementary.Greater, x > y ? 1 : 0);
                AssertAll(Elementary.GreaterOrEqual, x >= y ? 1 : 0);
                AssertAll(Elementary.Equal, x == y ? 1 : 0);
                AssertAll(Elementary.EqualOrBothNegative, x == y || (x < 0 && y < 0) ? 1 : 0);
                AssertAll(Elementary.NotBothNegative, !(x < 0 && y < 0) ? 1 : 0);

                void AssertAll(Elementary function, float expected)
                {
                    foreach (float value in Apply(function, a, b))
                        Assert.True(value.Equals(expected) || (value == 0 && expected == 0), $"{function}({x}, {y}) is {value}, not {expected}");
                }
            }
        }
    }

    /// <summary>Where the JIT does not, each call of it looks the generic method up: softplus was eighty times as slow for eight lanes as for sixteen.</summary>
    [Fact]
    public void Every_function_that_is_written_over_all_widths_asks_to_be_inlined()
    {
        MethodInfo[] shared = [.. typeof(IVec<>).GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Where(method => !method.IsAbstract)];
        Assert.Contains(shared, method => method.Name == nameof(IVec<>.Softplus));
        foreach (MethodInfo method in shared)
            Assert.True(method.MethodImplementationFlags.HasFlag(MethodImplAttributes.AggressiveInlining), $"IVec.{method.Name} needs [MethodImpl(MethodImplOptions.AggressiveInlining)]");
    }

    private static float[] Apply(Elementary function, float[] x, float[]? y = null)
    {
        Guarded a = new(x), b = new(y ?? x), result = new(x.Length);
        Map.Run(new ElementaryKernel(function), [x.Length], a.Block, b.Block, result.Block);
        result.AssertCanariesAlive();
        return result.Span.ToArray();
    }

    private static double ErrorInUlp(float value, double exact)
    {
        if (double.IsNaN(exact)) return float.IsNaN(value) ? 0 : double.NaN;
        float nearest = (float)exact;
        if (float.IsInfinity(nearest) || float.IsInfinity(value)) return value == nearest ? 0 : double.PositiveInfinity;
        double magnitude = Math.Max(Math.Abs(exact), 1.1754943508222875e-38);
        return Math.Abs(value - exact) / Math.ScaleB(1, Math.ILogB(magnitude) - 23);
    }

    /// <summary>Every exponent and both signs, with forty mantissas each; and finer where the functions bend.</summary>
    private static float[] Sweep()
    {
        var random = new Random(1);
        var values = new List<float>();
        for (int exponent = 0; exponent < 255; exponent++)
        {
            for (int i = 0; i < 40; i++)
            {
                int mantissa = i switch { 0 => 0, 1 => 0x7FFFFF, 2 => 0x3504F3, 3 => 0x3504F4, _ => random.Next(1 << 23) };
                float value = BitConverter.Int32BitsToSingle(exponent << 23 | mantissa);
                values.Add(value);
                values.Add(-value);
            }
        }

        for (int i = 0; i < 40_000; i++) values.Add(220 * (random.NextSingle() - 0.5f));
        for (int i = 0; i < 40_000; i++) values.Add(10 * (random.NextSingle() - 0.5f));
        values.AddRange([-87.33f, -87.33001f, -103.97208f, -103.98f, 88.72283f, 88.72284f, 0.927734375f, 0.9277344f, 131072f, 131072.02f, -131072f, -131072.02f, -12.9f, -12.900001f]);
        return [.. values];
    }

    private static double Expm1(double x)
        => Math.Abs(x) < 1e-5 ? x + x * x / 2 + x * x * x / 6 : Math.Exp(x) - 1;

    private static double Log1p(double x)
        => Math.Abs(x) < 1e-4 ? x - x * x / 2 + x * x * x / 3 - x * x * x * x / 4 : Math.Log(1 + x);

    /// <summary>The Taylor series, exact to 1e−9 up to 4.2; from there on the result rounds to 1.</summary>
    private static double Erf(double x)
    {
        if (Math.Abs(x) > 4.2 || double.IsNaN(x)) return double.IsNaN(x) ? x : Math.Sign(x);
        double power = x, sum = x;
        for (int n = 1; n < 120; n++)
        {
            power *= -x * x / n;
            sum += power / (2 * n + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }
}
