namespace NNGen.Runtime.Tests.Definitions;

/// <summary>What the tests of the reference expect of a tensor: its shape, and each value to 13 digits.</summary>
internal static class Expect
{
    public static void Values(Var actual, Shape shape, params double[] values)
    {
        Assert.Equal(shape, actual.Shape);
        double[] found = actual.ToArray();
        Assert.Equal(values.Length, found.Length);
        for (int i = 0; i < values.Length; i++)
        {
            bool equal = values[i].Equals(found[i]) || Math.Abs(values[i] - found[i]) <= 1e-13 * Math.Max(1, Math.Abs(values[i]));
            Assert.True(equal, $"Element {i} should be {values[i]:R}, but is {found[i]:R}.");
        }
    }

    public static void Scalar(Var actual, double value) => Values(actual, default, value);

    public static void Message<TException>(string message, Func<object?> act)
        where TException : Exception
        => Assert.Equal(message, Assert.Throws<TException>(act).Message);

    public static Var Row(params double[] values) => Var.From(values, values.Length);

    /// <summary>0, 1, 2, … in a shape.</summary>
    public static Var Counting(params int[] shape)
        => Var.From([.. Enumerable.Range(0, new Shape(shape).Size).Select(i => (double)i)], shape);
}
