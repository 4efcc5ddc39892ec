namespace NNGen;

/// <summary>
/// Declares a number that is no dim: <c>[Setting(0.5f)] public partial float Rate { get; }</c>. It becomes an optional
/// argument of the constructor, <c>rate = 0.5f</c>.
/// </summary>
/// <param name="value">The value where the constructor is given none.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(float value) : Attribute
{
    /// <summary>The value where the constructor is given none.</summary>
    public float Value => value;
}
