using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace NNGen.Generators.Tests.RandomPrograms;

/// <summary>Writes a random program as a user might have.</summary>
internal sealed partial class ProgramSource
{
    public const string Usings = "using System;\nusing NNGen;\nusing static NNGen.Ops;\n";

    private readonly RandomProgram _program;
    private readonly Dictionary<string, string> _inlined = [];
    private readonly List<string> _lines = [], _functions = [], _methods = [];

    private ProgramSource(RandomProgram program) => _program = program;

    public static string Of(RandomProgram program) => new ProgramSource(program).Write();

    /// <summary>The line of a step that is written as a local.</summary>
    public static string LineOf(RandomProgram program, Step step)
    {
        var source = new ProgramSource(program);
        source.WriteStep(step);
        return source._lines.Single();
    }

    private string Write()
    {
        for (int i = 0; i < _program.Steps.Count; i++)
        {
            Step step = _program.Steps[i];
            if (step.Style == StepStyle.Pair && i + 1 < _program.Steps.Count && CanPair(step, _program.Steps[i + 1]))
            {
                Step next = _program.Steps[++i];
                _lines.Add($"var ({step.Name}, {next.Name}) = ({Expression(step)}, {Expression(next)});");
                continue;
            }

            WriteStep(step);
        }

        List<string> results = [.. _program.Results.Select(result => _inlined.GetValueOrDefault(result, result))];
        _lines.Add($"return {(results.Count == 1 ? results[0] : $"({string.Join(", ", results)})")};");
        return Class();
    }

    private void WriteStep(Step step)
    {
        if (step.Operation.IsStatement)
        {
            _lines.Add(Expression(step).Replace("{y}", step.Name, StringComparison.Ordinal));
            return;
        }

        bool ownOnly = step.Operands.All(operand => _program.Declared.All(one => one.Name != operand || one.Kind is Kind.Input or Kind.Param or Kind.Labels));
        switch (step.Style)
        {
            case StepStyle.Inline when IsUsedOnce(step.Name): _inlined[step.Name] = $"({Expression(step)})"; return;
            case StepStyle.StaticMethod when ownOnly: _methods.Add($"private static {Function(step)}"); break;
            case StepStyle.Method when ownOnly: _methods.Add($"private {Function(step)}"); break;
            case StepStyle.LocalFunction when ownOnly: _functions.Add(Function(step)); break;
            default: _lines.Add($"var {step.Name} = {Expression(step)};"); return;
        }

        _lines.Add($"var {step.Name} = F{step.Name}({string.Join(", ", step.Operands.Select(operand => _inlined.GetValueOrDefault(operand, operand)))});");
    }

    /// <summary>A method that computes a step from its operands: two operands may be the same value.</summary>
    private string Function(Step step)
    {
        var parameters = step.Operands.Select((operand, i) => $"{(IsLabels(operand) ? "IntVar" : "Var")} p{(char)('a' + i)}");
        return $"Var F{step.Name}({string.Join(", ", parameters)}) => {Fill(step, i => $"p{(char)('a' + i)}")};";
    }

    private bool IsLabels(string name) => _program.Declared.Any(one => one.Name == name && one.Kind == Kind.Labels);

    private bool CanPair(Step one, Step two)
        => two.Style is StepStyle.Local or StepStyle.Pair && !one.Operation.IsStatement && !two.Operation.IsStatement && !two.Operands.Contains(one.Name);

    private string Expression(Step step) => Fill(step, i => _inlined.GetValueOrDefault(step.Operands[i], step.Operands[i]));

    private static string Fill(Step step, Func<int, string> operand)
        => Placeholder().Replace(step.Operation.Text(step.Numbers), match => operand(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)));

    /// <summary>Whether writing the expression in place of the name writes it once.</summary>
    private bool IsUsedOnce(string name)
    {
        int uses = _program.Results.Count(result => result == name);
        foreach (Step step in _program.Steps)
            for (int i = 0; i < step.Operands.Length; i++)
                if (step.Operands[i] == name) uses += Math.Max(1, Placeholder().Matches(step.Operation.Text(step.Numbers)).Count(match => match.Groups[1].Value == i.ToString(CultureInfo.InvariantCulture)));
        return uses == 1;
    }

    private string Class()
    {
        List<string> members = [], inputs = [];
        foreach (Declared one in _program.Declared)
        {
            string shape = one.Shape.Arguments;
            switch (one.Kind)
            {
                case Kind.Param: members.Add($"[Param({shape})] public partial Parameter {one.Name} {{ get; }}"); break;
                case Kind.Setting: members.Add(string.Create(CultureInfo.InvariantCulture, $"[Setting({one.Low}f)] public partial float {one.Name} {{ get; }}")); break;
                case Kind.Sub: members.Add($"[Sub({shape})] public partial {one.Layer!.Name} {one.Name} {{ get; }}"); break;
                case Kind.Labels: inputs.Add($"[Shape({shape})] IntVar {one.Name}"); break;
                default: inputs.Add($"[Shape({shape}){(one.NoGrad ? ", NoGrad" : "")}] Var {one.Name}"); break;
            }
        }

        // A dim that is nowhere by itself, 2*H alone, has to come from the constructor.
        var plain = _program.Declared.Where(one => one.Kind is Kind.Param or Kind.Sub).SelectMany(one => one.Shape.Names)
            .Concat(_program.Declared.SelectMany(one => one.Shape.Axes).Where(axis => axis.IsName).SelectMany(axis => axis.Names)).ToHashSet();
        foreach (string dim in _program.Declared.SelectMany(one => one.Shape.Names).Distinct().Where(name => !plain.Contains(name)))
            members.Add($"[Dim] public partial int {dim} {{ get; }}");

        var text = new StringBuilder(Usings).Append("\n[Layer]\npublic sealed partial class ").Append(_program.Name).Append("\n{\n");
        foreach (string member in members) text.Append("    ").Append(member).Append('\n');
        bool isTuple = _program.Results.Count > 1;
        if (!isTuple && _program.DeclaresResult) text.Append($"    [return: Shape({_program.Shapes()[_program.Results[0]].Arguments})]\n");
        text.Append($"    public {(isTuple ? $"({string.Join(", ", _program.Results.Select(_ => "Var"))})" : "Var")} Forward({string.Join(", ", inputs)})\n    {{\n");
        foreach (string line in _lines.Concat(_functions)) text.Append("        ").Append(line).Append('\n');
        text.Append("    }\n");
        foreach (string method in _methods) text.Append("\n    ").Append(method).Append('\n');
        return text.Append("}\n").ToString();
    }

    [GeneratedRegex(@"\{(\d)\}")]
    private static partial Regex Placeholder();
}
