using CsCheck;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Tests.Shapes;

using Shape = NNGen.Generators.Shapes.Shape;

/// <summary>A formula as it was written, with its value computed step by step: what a normal form is compared with.</summary>
public sealed record Formula(string Text, Func<Func<string, long>, long> Value)
{
    /// <summary>The value, or null where the formula divides by zero on the way.</summary>
    public long? ValueOrNone(Func<string, long> value)
    {
        try
        {
            return Value(value);
        }
        catch (DivideByZeroException)
        {
            return null;
        }
    }

    public override string ToString() => Text;
}

/// <summary>A value for each name.</summary>
public sealed record Values(string[] Names, long[] Numbers)
{
    public long this[string name] => Numbers[Array.IndexOf(Names, name)];

    public bool AreDistinct => Numbers.Distinct().Count() == Numbers.Length;

    public override string ToString() => string.Join(", ", Names.Select((name, i) => $"{name}={Numbers[i]}"));
}

/// <summary>Random formulas and random values of their names.</summary>
internal static class DimGen
{
    public static readonly string[] Names = ["N", "H", "A", "T"];

    private static readonly Gen<Formula> Leaf = Gen.OneOf(
        Gen.Int[0, 6].Select(value => new Formula(value.ToString(), _ => value)),
        Gen.OneOf(Names).Select(name => new Formula(name, value => value(name))));

    public static readonly Gen<Formula> Formulas = Gen.Int[1, 4].SelectMany(Nested);

    /// <summary>A value for each of <see cref="Names"/>.</summary>
    public static readonly Gen<Values> SomeValues = Gen.Long[0, 12].Array[Names.Length].Select(values => new Values(Names, values));

    /// <summary>
    /// Checks a property of generated samples, the same ones on every run: <c>Sample</c> would take others each time.
    /// Of the samples that fail it reports the shortest.
    /// </summary>
    public static void ForMany<T>(this Gen<T> gen, int count, Func<T, bool> property)
    {
        (string Text, Exception? Error)? shortest = null;
        for (ulong seed = 0; seed < (ulong)count; seed++)
        {
            T sample = gen.Generate(new PCG(1, seed), null!, out _);
            Exception? error = null;
            try
            {
                if (property(sample)) continue;
            }
            catch (Exception e)
            {
                error = e;
            }
            string text = $"{sample}";
            if (shortest is null || text.Length < shortest.Value.Text.Length) shortest = (text, error);
        }
        if (shortest is { } failed) Assert.Fail($"It does not hold for {failed.Text}. {failed.Error?.Message} {failed.Error?.StackTrace?.Split('\n')[0]}");
    }

    /// <summary>Every assignment of the names with values from <paramref name="from"/> up to <paramref name="to"/>.</summary>
    public static IEnumerable<Values> Assignments(string[] names, long from, long to)
    {
        long width = to - from + 1;
        long count = (long)Math.Pow(width, names.Length);
        for (long i = 0; i < count; i++)
        {
            long[] values = new long[names.Length];
            long rest = i;
            for (int j = 0; j < values.Length; j++, rest /= width) values[j] = from + rest % width;
            yield return new Values(names, values);
        }
    }

    public static bool IsDim(Formula formula) => Dim.TryParse(formula.Text, out _, out _);

    public static Dim Parse(string text)
    {
        Assert.True(Dim.TryParse(text, out Dim? dim, out DimError? error), $"{text}: {error?.Message}");
        return dim;
    }

    public static Facts Facts(string text, params string[] positive)
    {
        if (text.Length == 0) return Generators.Shapes.Facts.None.WithPositive(positive);
        Assert.True(Generators.Shapes.Facts.TryParse(text, out Facts? facts, out DimError? error), $"{text}: {error?.Message}");
        return facts.WithPositive(positive);
    }

    public static Shape Shape(params string[] dims)
    {
        Assert.True(Generators.Shapes.Shape.TryParse(dims, out Shape? shape, out ShapeError? error), error?.Message);
        return shape;
    }

    private static Gen<Formula> Nested(int depth)
    {
        if (depth == 0) return Leaf;
        Gen<Formula> inner = Gen.Int[0, depth - 1].SelectMany(Nested);
        return Gen.Select(Gen.OneOf('+', '-', '*', '*', '/', '/', '%'), inner, inner, Join);
    }

    private static Formula Join(char sign, Formula left, Formula right) => new($"({left.Text}{sign}{right.Text})", value =>
    {
        long a = left.Value(value);
        long b = right.Value(value);
        return checked(sign switch
        {
            '+' => a + b,
            '-' => a - b,
            '*' => a * b,
            '/' => Floor(a, b),
            _ => a - b * Floor(a, b),
        });
    });

    /// <summary>⌊a / b⌋ in the plainest way there is, so that it shares nothing with what it tests.</summary>
    private static long Floor(long a, long b) => b == 0 ? throw new DivideByZeroException() : (long)Math.Floor((decimal)a / b);
}
