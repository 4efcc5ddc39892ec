namespace NNGen.Generators.Operators;

/// <summary>
/// Operands that an operator cannot take. The reader catches it where the operator was called and reports it there;
/// the message is for the user.
/// </summary>
internal sealed class ShapeProblem(string message, string counterExample = "") : Exception(message)
{
    /// <summary>The smallest sizes that show the mistake, or nothing: "with N=1, I=2: (1, 2) × (3, 4)".</summary>
    public string CounterExample { get; } = counterExample;

    /// <summary>The parameter whose argument is wrong, and which item of it where it is a list; null if it is the whole call.</summary>
    public (string Name, int Item)? Argument { get; init; }
}
