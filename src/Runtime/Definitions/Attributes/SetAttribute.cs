namespace NNGen;

/// <summary>
/// Gives a setting of the sub-layer it stands beside: <c>[Set("Rate", 0.1f)]</c>. A string value that names a setting of
/// this layer passes that one on; to an int setting it may be any formula in the dims and int settings of this layer, <c>"K / 2"</c>.
/// </summary>
/// <param name="name">The sub-layer's setting.</param>
/// <param name="value">Its value, or the name of a setting of this layer.</param>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class SetAttribute(string name, object value) : Attribute
{
    /// <summary>The sub-layer's setting.</summary>
    public string Name => name;

    /// <summary>Its value, or the name of a setting of this layer.</summary>
    public object Value => value;
}
