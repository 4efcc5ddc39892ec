using System.Text;

namespace NNGen.Graphs;

/// <summary>Writes a picture in Graphviz's language.</summary>
internal static class DotWriter
{
    public static string Write(Picture picture)
    {
        var text = new StringBuilder("""
            digraph {
                graph [rankdir=LR, fontname="Helvetica", fontsize=11]
                node [fontname="Helvetica"]
                edge [fontname="Helvetica", fontsize=11]

            """.ReplaceLineEndings("\n"));
        foreach (PictureNode node in picture.Nodes)
            text.Append("    ").Append(node.Id).Append(" [").Append(Shape(node.Kind)).Append(", label=").Append(Label(node.Lines)).Append("]\n");
        foreach (PictureArrow arrow in picture.Arrows)
        {
            text.Append("    ").Append(arrow.From).Append(" -> ").Append(arrow.To).Append(" [label=").Append(Label(arrow.Lines));
            // dir=back: laid out from left to right like the value, drawn from right to left.
            text.Append(arrow.IsBackward ? ", color=\"#1f6feb\", fontcolor=\"#1f6feb\", penwidth=2.5, dir=back]\n" : ", color=\"#000000\"]\n");
        }

        if (picture.HasBackward) text.Append("    label=\"black: values, forward; blue: gradients, backward (dx is ∂L/∂x)\"\n");
        return text.Append("}\n").ToString();
    }

    private static string Shape(PictureKind kind) => kind switch
    {
        PictureKind.Operation => "shape=circle",
        PictureKind.Branch => "shape=point, width=0.1",
        PictureKind.Parameter => "shape=box, style=\"rounded,filled\", fillcolor=\"#eeeeee\"",
        _ => "shape=box, style=rounded",
    };

    private static string Label(IReadOnlyList<string> lines)
        => $"\"{string.Join("\\n", lines.Select(static line => line.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)))}\"";
}
