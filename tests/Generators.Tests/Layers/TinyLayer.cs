using System.Text.RegularExpressions;

namespace NNGen.Generators.Tests.Layers;

/// <summary>Writes the source of a layer from what is particular to it.</summary>
internal static partial class TinyLayer
{
    public const string Usings = "using System;\nusing NNGen;\nusing static NNGen.Ops;\n";

    /// <summary>
    /// The members as <c>param W(I, O)</c>, <c>state S(C)</c>, <c>setting Rate = 0.5</c>, <c>dim D</c>; the inputs as <c>x(N, I)</c>, <c>nograd x(N)</c>, <c>labels t(N)</c>, <c>mask m(N)</c>;
    /// the body an expression, or a block in braces.
    /// </summary>
    /// <example><code>TinyLayer.Of("AddRow", "x(N, H), param B(H)", "x + B")</code></example>
    public static string Of(string name, string declarations, string body, string returns = "Var", string attributes = "", string others = "")
    {
        List<string> members = [], inputs = [];
        foreach (Match part in Declaration().Matches(declarations))
        {
            (string kind, string of, string number) = (part.Groups["kind"].Value, part.Groups["name"].Value, part.Groups["number"].Value);
            string dims = string.Join(", ", part.Groups["dims"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(dim => $"\"{dim}\""));
            switch (kind)
            {
                case "param": members.Add($"[Param({dims})] public partial Parameter {of} {{ get; }}"); break;
                case "state": members.Add($"[State({dims})] public partial State {of} {{ get; }}"); break;
                case "setting": members.Add($"[Setting({number}f)] public partial float {of} {{ get; }}"); break;
                case "dim": members.Add($"[Dim] public partial int {of} {{ get; }}"); break;
                case "labels": inputs.Add($"[Shape({dims})] IntVar {of}"); break;
                case "mask": inputs.Add($"[Shape({dims})] Mask {of}"); break;
                case "nograd": inputs.Add($"[Shape({dims}), NoGrad] Var {of}"); break;
                default: inputs.Add($"[Shape({dims})] Var {of}"); break;
            }
        }

        string definition = body.StartsWith('{') ? "\n    " + body : $" => {body};";
        return $"{Usings}[Layer]{attributes}\npublic sealed partial class {name}\n{{\n    {string.Join("\n    ", members)}\n    {others}\n    public {returns} Forward({string.Join(", ", inputs)}){definition}\n}}\n";
    }

    [GeneratedRegex(@"(?:(?<kind>param|state|setting|dim|labels|mask|nograd)\s+)?(?<name>\w+)\s*(?:\((?<dims>[^()]*(?:\([^()]*\)[^()]*)*)\)|=\s*(?<number>[\d.]+))?\s*(?:,|$)")]
    private static partial Regex Declaration();
}
