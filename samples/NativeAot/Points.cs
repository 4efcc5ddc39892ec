using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace NNGen.Samples.NativeAot;

/// <summary>The points of the command line.</summary>
internal static class Points
{
    public const string Usage = """
        Says in which arm of the spiral a point lies, by a network whose weights are part of the program.

          X Y [X Y …]   points between -1 and 1; one of each arm if there are none
          --train       trains the network anew and prints Weights.cs
          --help        this text
        """;

    // One of each arm, some way out.
    private static readonly float[] s_some = [-0.29f, -0.57f, 0.57f, -0.33f, 0.15f, 0.75f];

    /// <summary>Reads the arguments as points, x and y in turn; on nonsense says what is wrong with them, in one sentence.</summary>
    public static bool TryParse(ReadOnlySpan<string> arguments, [NotNullWhen(true)] out float[]? points, [NotNullWhen(false)] out string? problem)
    {
        (points, problem) = (null, null);
        if (arguments.IsEmpty)
        {
            points = s_some;
            return true;
        }

        float[] read = new float[arguments.Length];
        for (int i = 0; i < read.Length; i++)
        {
            if (!float.TryParse(arguments[i], NumberStyles.Float, CultureInfo.InvariantCulture, out read[i]) || !float.IsFinite(read[i]))
            {
                problem = $"'{arguments[i]}' is not a number; a point is two of them, as in '0.5 -0.25'.";
                return false;
            }
        }

        if (read.Length % 2 == 1)
        {
            problem = $"A point is two numbers, and {read[^1].ToString(CultureInfo.InvariantCulture)} has no second.";
            return false;
        }

        points = read;
        return true;
    }
}
