namespace NNGen.Generators.Operators;

/// <summary>Thrown where an argument of an operator has a value that it does not take, for the reader to report at the user's expression.</summary>
internal sealed class ArgumentProblem(string message) : Exception(message);
