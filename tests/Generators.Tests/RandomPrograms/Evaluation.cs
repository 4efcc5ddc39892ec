namespace NNGen.Generators.Tests.RandomPrograms;

/// <summary>All values of a program for one batch in one mode, by the reference, one step at a time.</summary>
internal sealed class Evaluation(ulong seed, Func<string, int> sizeOf, bool isTraining)
{
    /// <summary>What a value may be at most: products of larger ones leave few digits to a float.</summary>
    private const double Largest = 40;

    private readonly Dictionary<string, object> _values = [];
    private string? _refused;

    /// <summary>Whether the definition refuses this batch: there is no mean of nothing.</summary>
    public bool IsRefused => _refused is not null;

    public object this[string name]
    {
        get => _values[name];
        set => _values[name] = value;
    }

    /// <summary>The same batch in training and in inference.</summary>
    public static Evaluation[] InBothModes(ulong seed, Func<string, int> sizeOf) => [new(seed, sizeOf, isTraining: true), new(seed, sizeOf, isTraining: false)];

    public void Declare(Declared declared)
    {
        foreach (var (name, _) in declared.Holders) _values[name] = declared.Values(seed, name, sizeOf);
    }

    /// <summary>Takes a step back.</summary>
    public void Forget(string name)
    {
        _values.Remove(name);
        if (_refused == name) _refused = null;
    }

    /// <summary>Whether a test can be made of the values of a program, in both modes.</summary>
    public static bool IsSafe(RandomProgram program, int batch) => InBothModes(program.Seed, program.SizeOf(batch)).All(evaluation =>
    {
        foreach (Declared declared in program.Declared) evaluation.Declare(declared);
        return program.Steps.All(evaluation.Run);
    });

    /// <summary>Computes a step; false if its values are none that a test can be made of.</summary>
    public bool Run(Step step)
    {
        if (IsRefused) return true;
        Given given = step.Given(name => _values[name], isTraining);
        try
        {
            if (!step.Operation.IsSafe(given)) return false;
            Var result = step.Operation.Compute(given);
            _values[step.Name] = result;
            return result.ToArray().All(value => double.IsFinite(value) && Math.Abs(value) <= Largest);
        }
        catch (ShapeException)
        {
            // Of an empty batch only. Other batches have the step's values, so it is known that shapes fit.
            if (!Enumerable.Range(0, step.Operands.Length).Any(i => _values[step.Operands[i]] is Var { Shape.Size: 0 } or IntVar { Shape.Size: 0 })) throw;
            _refused = step.Name;
            return true;
        }
    }
}
