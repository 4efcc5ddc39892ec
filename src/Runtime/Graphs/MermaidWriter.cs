using System.Globalization;
using System.Text;

namespace NNGen.Graphs;

/// <summary>Writes a picture as a Mermaid flowchart.</summary>
internal static class MermaidWriter
{
    public static string Write(Picture picture)
    {
        var text = new StringBuilder("flowchart LR\n");
        foreach (PictureNode node in picture.Nodes)
            text.Append("    ").Append(node.Id).Append(Shape(node)).Append('\n');

        // An arrow backward is declared forward, with a head at its tail only: a layout that saw the way back would find no left and right.
        foreach (PictureArrow arrow in picture.Arrows)
            text.Append("    ").Append(arrow.From).Append(arrow.IsBackward ? " <==>|" : " -->|").Append(Label(arrow.Lines)).Append("| ").Append(arrow.To).Append('\n');
        if (picture.HasBackward)
        {
            text.Append("    legend[\"").Append(Legend).Append("\"]\n");
            text.Append("    style legend fill:none,stroke:none\n");
        }

        text.Append("    classDef input fill:#fff,stroke:#000,color:#000\n");
        text.Append("    classDef parameter fill:#eee,stroke:#000,color:#000\n");
        text.Append("    classDef operation fill:#fff,stroke:#000,color:#000\n");
        text.Append("    classDef output fill:#fff,stroke:#000,color:#000\n");
        foreach (PictureNode node in picture.Nodes.Where(static node => node.Kind == PictureKind.Branch))
            text.Append("    style ").Append(node.Id).Append(" fill:#000,stroke:#000\n");
        Style(text, picture, backward: false, "stroke:#000,color:#000");
        Style(text, picture, backward: true, "stroke:#1f6feb,stroke-width:3px,color:#1f6feb,marker-end:none");
        return text.ToString();
    }

    private const string Legend = "black: values, forward<br/>blue: gradients, backward (dx is ∂L/∂x)";

    private static string Shape(PictureNode node) => node.Kind switch
    {
        PictureKind.Operation => $"(({Label(node.Lines)})):::operation",
        PictureKind.Branch => "@{ shape: f-circ, label: \" \" }",
        PictureKind.Input => $"({Label(node.Lines)}):::input",
        PictureKind.Parameter => $"({Label(node.Lines)}):::parameter",
        _ => $"({Label(node.Lines)}):::output",
    };

    private static void Style(StringBuilder text, Picture picture, bool backward, string style)
    {
        IEnumerable<string> arrows = picture.Arrows.Index().Where(arrow => arrow.Item.IsBackward == backward).Select(static arrow => arrow.Index.ToString(CultureInfo.InvariantCulture));
        string list = string.Join(",", arrows);
        if (list.Length > 0) text.Append("    linkStyle ").Append(list).Append(' ').Append(style).Append('\n');
    }

    private static string Label(IReadOnlyList<string> lines) => $"\"{string.Join("<br/>", lines.Select(Escape))}\"";

    /// <summary>What would end the label, start a tag or count as Markdown is written by its code.</summary>
    private static string Escape(string line)
    {
        var text = new StringBuilder();
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            bool special = c is '"' or '#' or '&' or '<' or '>' or '*' or '_' or '`' or '~' or '\\' || (i == 0 && c is '+' or '-');
            if (special) text.Append('#').Append(((int)c).ToString(CultureInfo.InvariantCulture)).Append(';');
            else text.Append(c);
        }

        return text.ToString();
    }
}
