using System.Globalization;
using System.Text;

namespace NNGen.Samples.NativeAot;

/// <summary>Weights.cs: a network's parameters as C#.</summary>
internal static class WeightsFile
{
    private const int PerLine = 8;

    /// <summary>The file for that network; each number is read back as the same float.</summary>
    public static string Of(ILayer net)
    {
        var text = new StringBuilder("""
            namespace NNGen.Samples.NativeAot;

            /// <summary>What the network has learnt: written by --train. The compiler puts the numbers into the binary as they are.</summary>
            internal static class Weights
            {

            """);
        string between = "";
        foreach (Parameter parameter in net.Params)
        {
            text.Append(between);
            text.Append(CultureInfo.InvariantCulture, $"    /// <summary>{parameter.Name}, {parameter.Shape}.</summary>\n");
            text.Append(CultureInfo.InvariantCulture, $"    public static ReadOnlySpan<float> {parameter.Name.Replace(".", "", StringComparison.Ordinal)} =>\n    [\n");
            float[] values = new float[parameter.Shape.Size];
            parameter.Value.FlattenTo(values);
            foreach (float[] line in values.Chunk(PerLine))
                text.Append("        ").AppendJoin(", ", line.Select(value => value.ToString("R", CultureInfo.InvariantCulture) + "f")).Append(",\n");
            text.Append("    ];\n");
            between = "\n";
        }

        return text.Append("}\n").ToString();
    }
}
