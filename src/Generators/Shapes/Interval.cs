namespace NNGen.Generators.Shapes;

/// <summary>The values between two bounds, both included; null where there is no bound.</summary>
internal readonly record struct Interval(long? Low, long? High)
{
    public static readonly Interval NotNegative = new(0, null);
}
