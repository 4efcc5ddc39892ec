namespace NNGen;

/// <summary>
/// Marks a static method as the gradient of another static method of its class, in place of the one that the compiler would derive:
/// <code>
/// private static Var Quantize(Var x) => Sign(x);
///
/// [Gradient(nameof(Quantize))]
/// private static Var QuantizeGradient(Var x, Var y, Var dy) => dy; // as if it had been x itself
/// </code>
/// It takes what the method takes, then its result and the gradient of its result, and returns the gradient of each <c>Var</c> that the
/// method takes and that is not <c>[NoGrad]</c>, in order: one, or a tuple.
/// </summary>
/// <param name="method">The name of the method.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GradientAttribute(string method) : Attribute
{
    /// <summary>The name of the method.</summary>
    public string Method => method;
}
