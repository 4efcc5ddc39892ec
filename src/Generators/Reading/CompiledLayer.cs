using System.Globalization;
using System.Text;
using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>
/// A layer of another assembly, from the text of its <c>[LayerGraph]</c>: what a network needs to inline it.
/// The text is printed from a <see cref="LayerModel"/> when that assembly is compiled.
/// </summary>
internal sealed record CompiledLayer(
    EquatableArray<string> Dims,
    EquatableArray<SettingMember> Settings,
    EquatableArray<ParameterModel> Parameters,
    EquatableArray<ParameterModel> States,
    EquatableArray<string> Facts,
    EquatableArray<MethodModel> Methods)
{
    private const string InferenceMark = "inference";

    /// <summary>The facts; the assembly that states them was compiled, so they are well-formed.</summary>
    public IEnumerable<Fact> ParsedFacts => Facts.SelectMany(text => Shapes.Facts.TryParse(text, out Facts? facts, out _) ? facts.All : []);

    public static string Print(LayerModel layer)
    {
        var text = new StringBuilder();
        text.Append("dims ").Append(string.Join(", ", layer.Dims)).Append('\n');
        foreach (SettingMember setting in layer.Settings)
            text.Append(setting.IsInt ? "setting int " : "setting ").Append(setting.Name).Append(" = ").Append(setting.IsInt ? setting.Default.ToString("R", CultureInfo.InvariantCulture) : ((float)setting.Default).ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        foreach (ParameterModel parameter in layer.Parameters)
            text.Append("parameter ").Append(parameter.Path).Append(' ').Append(parameter.Shape).Append('\n');
        foreach (ParameterModel state in layer.States)
            text.Append("state ").Append(state.Path).Append(' ').Append(state.Shape).Append('\n');
        foreach (string fact in layer.Facts) text.Append("where ").Append(fact).Append('\n');
        foreach (MethodModel method in layer.Methods)
        {
            text.Append("method ").Append(method.Name).Append('\n');
            foreach (InputModel input in method.Inputs)
                text.Append("input ").Append(input.Name).Append('\n');
            text.Append("results").Append(method.IsTuple ? " " + string.Join(", ", method.OutputNames) : "").Append('\n');
            foreach (GuardModel guard in method.Guards)
                text.Append(MarkOf(guard)).Append(guard.Fact).Append(" ; ").Append(guard.Expression).Append('\n');
            text.Append(GraphText.Print(method.Graph));
            if (method.Inference is { } inference) text.Append(InferenceMark).Append('\n').Append(GraphText.Print(inference));
            text.Append("end\n");
        }

        return text.ToString();
    }

    /// <exception cref="FormatException">The text is not what <see cref="Print"/> makes; the message names the line.</exception>
    public static CompiledLayer Parse(string text)
    {
        var dims = new List<string>();
        var settings = new List<SettingMember>();
        var parameters = new List<ParameterModel>();
        var states = new List<ParameterModel>();
        var facts = new List<string>();
        var methods = new List<MethodModel>();
        string[] lines = text.Replace("\r\n", "\n").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length == 0) continue;
            var line = new TextScanner(lines[i]);
            if (line.TryTake("dims ")) dims.AddRange(Names(line.Rest()));
            else if (line.TryTake("setting ")) settings.Add(ParseSetting(line));
            else if (line.TryTake("parameter ")) parameters.Add(ParseParameter(line));
            else if (line.TryTake("state ")) states.Add(ParseParameter(line));
            else if (line.TryTake("where ")) facts.Add(line.Rest());
            else if (line.TryTake("method ")) methods.Add(ParseMethod(line.Rest(), lines, ref i));
            else throw line.Error("dims, setting, parameter, state, where or method");
        }

        return new(new(dims), new(settings), new(parameters), new(states), new(facts), new(methods));
    }

    private static SettingMember ParseSetting(TextScanner line)
    {
        bool isInt = line.TryTake("int ");
        string name = line.TakeUntil(' ');
        line.Take(" = ");
        double value = NodeAttribute.ParseNumber(line.Rest());
        return new("public", name, isInt ? value : (float)value, isInt);
    }

    private static ParameterModel ParseParameter(TextScanner line)
    {
        string path = line.TakeUntil(' ');
        line.Take(" ");
        return new(path, GraphText.ParseShape(line));
    }

    private static MethodModel ParseMethod(string name, string[] lines, ref int i)
    {
        var inputs = new List<string>();
        var guards = new List<GuardModel>();
        var results = new List<string>();
        StringBuilder graph = new(), inference = new(), current = graph;
        for (i++; lines[i] != "end"; i++)
        {
            var line = new TextScanner(lines[i]);
            if (line.TryTake("input ")) inputs.Add(line.Rest());
            else if (lines[i] == "results") results.Add("");
            else if (line.TryTake("results ")) results.AddRange(line.Rest().Split([", "], StringSplitOptions.None));
            else if (line.TryTake("guard in training ")) guards.Add(ParseGuard(line) with { IsOfTraining = true });
            else if (line.TryTake("guard in inference ")) guards.Add(ParseGuard(line) with { IsOfTraining = false });
            else if (line.TryTake("guard ")) guards.Add(ParseGuard(line));
            else if (lines[i] == InferenceMark) current = inference;
            else current.Append(lines[i]).Append('\n');
            if (i + 1 == lines.Length) throw new FormatException($"The method {name} does not end.");
        }

        Graph parsed = GraphText.Parse(graph.ToString());
        IEnumerable<InputModel> models = inputs.Select(input =>
        {
            Node node = parsed.Nodes.FirstOrDefault(node => node.Operator == "Input" && node.Name == input)
                ?? throw new FormatException($"The method {name} has no input {input}.");
            return new InputModel(input, node.Type, node.Shape, node.Flag("noGrad"), node.Id);
        });
        return new(name, "public", new(models), new(results), new(guards), parsed, inference.Length > 0 ? GraphText.Parse(inference.ToString()) : null);
    }

    private static string MarkOf(GuardModel guard) => guard.IsOfTraining switch
    {
        null => "guard ",
        true => "guard in training ",
        false => "guard in inference ",
    };

    private static GuardModel ParseGuard(TextScanner line)
    {
        string[] parts = line.Rest().Split([" ; "], 2, StringSplitOptions.None);
        if (parts.Length != 2 || !Shapes.Facts.TryParse(parts[0], out Facts? facts, out _) || facts.All.Count != 1)
            throw line.Error("a fact and an expression");
        return new(facts.All[0], parts[1]);
    }

    private static IEnumerable<string> Names(string text)
        => text.Split([", "], StringSplitOptions.RemoveEmptyEntries);
}
