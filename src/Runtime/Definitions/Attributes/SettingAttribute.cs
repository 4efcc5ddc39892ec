namespace NNGen;

/// <summary>
/// Declares a number that is no dim: <c>[Setting(0.5f)] public partial float Rate { get; }</c>. It becomes an optional
/// argument of the constructor, <c>rate = 0.5f</c>. An int, <c>[Setting(1)] public partial int Stride { get; }</c>, is a size
/// like a dim and stands in shapes by its name, but may be 0.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute : Attribute
{
    /// <summary>Declares a float; a whole number will do for its value.</summary>
    /// <param name="value">The value where the constructor is given none.</param>
    public SettingAttribute(float value) => Value = value;

    /// <summary>Declares an int, or a float whose value is whole.</summary>
    /// <param name="value">The value where the constructor is given none; of an int it is not negative.</param>
    public SettingAttribute(int value) => Value = value;

    /// <summary>The value where the constructor is given none: a float or an int.</summary>
    public object Value { get; }
}
