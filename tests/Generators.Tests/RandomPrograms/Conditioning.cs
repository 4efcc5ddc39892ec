using NNGen.Generators.Tests.Layers;

namespace NNGen.Generators.Tests.RandomPrograms;

/// <summary>
/// How exact floats can be at best. Each value of the program, from the inputs on, is multiplied by 1 ± ε in turn; the
/// derivative then carries the same factors, so this is at once what rounding does to the forward and to the backward pass. What comes out
/// differently, in doubles, divided by ε, is how much a rounding counts. Where a result differs by more than the usual tolerance, it may
/// differ by that many roundings and no more: a difference of two large values may lose its digits, a wrong formula may not hide behind it.
/// </summary>
internal sealed class Conditioning(RandomProgram program) : IConditioning
{
    private const double Noise = 1e-5;

    /// <summary>2⁻²⁴, times what a step of generated code may be off: some eight roundings (a division, a function of vectors, a sum), and four for the luck of the draw.</summary>
    private const double Roundings = 32 * 5.96e-8;

    private const int Draws = 4;

    /// <summary>
    /// Four roundings of a value of 1, a gradient's error in steps of the backward pass that factors do not show: the gradient of a
    /// softmax, y·(dy − Σ dy·y), is exact to the digits of dy, and its sum, which is zero, to no more than that.
    /// </summary>
    private const double RoundingsOfCotangents = 4 * 5.96e-8;

    public double[] OfResult(int batch, int result)
    {
        double[] exact = Run(batch, null, null)[result].ToArray(), largest = new double[exact.Length];
        for (int draw = 1; draw <= Draws; draw++)
            Enlarge(largest, Run(batch, draw, null)[result].ToArray(), exact);
        return largest;
    }

    public double[] OfGradient(int batch, IReadOnlyList<Var> weights, string name, IReadOnlyList<int> elements)
    {
        double[] exact = Gradient(batch, weights, name, elements, null), largest = new double[exact.Length];
        Array.Fill(largest, RoundingsOfCotangents * weights.SelectMany(weight => weight.ToArray()).Select(Math.Abs).DefaultIfEmpty(0).Max());
        for (int draw = 1; draw <= Draws; draw++) Enlarge(largest, Gradient(batch, weights, name, elements, draw), exact);
        return largest;
    }

    private static void Enlarge(double[] largest, double[] noisy, double[] exact)
    {
        for (int i = 0; i < largest.Length; i++) largest[i] = Math.Max(largest[i], Roundings / Noise * Math.Abs(noisy[i] - exact[i]));
    }

    private double[] Gradient(int batch, IReadOnlyList<Var> weights, string name, IReadOnlyList<int> elements, int? draw)
    {
        double[] values = ((Var)program.Holder(name)!.Values(program.Seed, name, program.SizeOf(batch))).ToArray();
        return SampledGradient.Of(() =>
        {
            Var[] results = Run(batch, draw, (name, values));
            return Var.From([results.Zip(weights, (y, w) => y.ToArray().Zip(w.ToArray(), (a, b) => a * b).Sum()).Sum()]);
        }, values, elements);
    }

    private Var[] Run(int batch, int? draw, (string Name, double[] Values)? moved)
    {
        Func<string, int> sizeOf = program.SizeOf(batch);
        var values = new Dictionary<string, object>();
        int stream = 1000 * (draw ?? 0);
        foreach (Declared declared in program.Declared)
        {
            foreach (var (name, _) in declared.Holders)
            {
                object given = declared.Values(program.Seed, name, sizeOf);
                if (moved is { } one && one.Name == name) given = Var.From(one.Values, ((Var)given).Shape.Dims.ToArray());
                values[name] = given is Var real && declared.Kind != Kind.Setting ? Noisy(real) : given;
            }
        }

        foreach (Step step in program.Steps) values[step.Name] = Noisy(step.Operation.Compute(step.Given(name => values[name], isTraining: true)));
        return [.. program.Results.Select(result => (Var)values[result])];

        Var Noisy(Var exact)
        {
            if (draw is null) return exact;
            var numbers = new TestNumbers(++stream);
            return Var.From([.. exact.ToArray().Select(value => value * (1 + Noise * numbers.Next(-1, 1)))], exact.Shape.Dims.ToArray());
        }
    }
}
