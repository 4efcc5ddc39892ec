namespace NNGen;

/// <summary>Declares a dim that the definition wants as a number: <c>[Dim] public partial int Heads { get; }</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DimAttribute : Attribute;
