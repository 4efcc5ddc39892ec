namespace NNGen;

/// <summary>
/// A fact about the dims, <c>[Where("H % Heads == 0")]</c>: the shape checker assumes it, the constructor verifies it.
/// </summary>
/// <param name="fact">The fact, over names of dims.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class WhereAttribute(string fact) : Attribute
{
    /// <summary>The fact, over names of dims.</summary>
    public string Fact => fact;
}
