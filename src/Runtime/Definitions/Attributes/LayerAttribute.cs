namespace NNGen;

/// <summary>
/// Marks a partial class as the definition of a layer: its <c>Forward</c> over <see cref="Var"/> is compiled to
/// <c>Forward</c>, <c>Backward</c> and <c>Infer</c> over numbers.
/// </summary>
// Structs are allowed here so that the analyzer can say what is wrong with one.
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class LayerAttribute : Attribute;
