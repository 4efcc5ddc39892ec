namespace NNGen;

/// <summary>No gradient flows to this input, none is computed, and <c>Backward</c> does not return one.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NoGradAttribute : Attribute;
