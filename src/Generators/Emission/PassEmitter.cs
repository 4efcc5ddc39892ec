using NNGen.Generators.Fusion;
using NNGen.Generators.Graphs;

namespace NNGen.Generators.Emission;

/// <summary>Writes the steps of one pass: a variable for each block that they name, then a loop each; what comes many times is written once.</summary>
internal sealed class PassEmitter
{
    private readonly Routine _routine;
    private readonly Places _places;
    private readonly Names _names;
    private readonly KernelStructs _structs;
    private readonly IReadOnlyList<Step> _steps;
    private readonly Dictionary<int, (Repeat Run, RepeatedSteps Steps)> _repeats = [];
    private readonly HashSet<int> _declared = [];
    private readonly List<int> _variables = [];

    /// <param name="declared">The values whose variables are there already.</param>
    public PassEmitter(Routine routine, Places places, Names names, KernelStructs structs, IReadOnlyList<Step> steps, IEnumerable<int> declared)
    {
        (_routine, _places, _names, _structs, _steps) = (routine, places, names, structs, steps);
        FindRepeats();
        _declared.UnionWith(declared);
        for (int i = 0; i < steps.Count; i++)
        {
            if (_repeats.TryGetValue(i, out var repeat))
            {
                foreach (int value in repeat.Steps.Shared) Declare(value);
                i = repeat.Run.End - 1;
            }
            else
            {
                foreach (int id in Mentioned(steps[i])) Declare(routine.Fused.Kinds.Storage(id));
            }
        }
    }

    /// <summary>True for a value that is a variable of the method.</summary>
    public bool IsDeclared(int storage) => _declared.Contains(storage);

    public void Write(CodeWriter code)
    {
        foreach (int value in _variables)
        {
            Place place = _places.Of(value)!.Value;
            string remark = _places.Remark(value, _names);
            code.Line($"{place.Type} {_names[value]} = {place.In("memory")};{(remark.Length > 0 ? " // " + remark : "")}");
        }

        code.Blank();
        var loops = new LoopEmitter(_routine, _names, _structs);
        for (int i = 0; i < _steps.Count; i++)
        {
            if (_repeats.TryGetValue(i, out var repeat))
            {
                repeat.Steps.Write(code, _names, _declared, _structs);
                i = repeat.Run.End - 1;
            }
            else
            {
                loops.Write(code, _steps[i]);
            }
        }
    }

    private void FindRepeats()
    {
        var finder = new StepForms(_routine, _places, new ExpressionPrinter(_routine.Fused.Graph, _routine.Fused.Kinds, _names));
        List<StepForm> forms = [.. _steps.Select(finder.Of)];
        var numbers = new Dictionary<string, int>();
        List<int> keys = [.. forms.Select(form => numbers.TryGetValue(form.Text, out int known) ? known : numbers[form.Text] = numbers.Count)];
        foreach (Repeat run in Repeat.Find(keys, i => i > 0 && PartOf(_steps[i]) != PartOf(_steps[i - 1])))
            if (RepeatedSteps.Of(_routine, _places, _steps, forms, run) is { } steps) _repeats[run.Start] = (run, steps);
    }

    /// <summary>The sub-layer that a step belongs to, as far as its source tells.</summary>
    private string PartOf(Step step)
    {
        string source = _routine.Fused.Graph[step.Nodes[0]].Source;
        int end = source.IndexOf(": ", StringComparison.Ordinal);
        return end < 0 ? "" : source.Substring(0, end);
    }

    private IEnumerable<int> Mentioned(Step step)
    {
        Graph graph = _routine.Fused.Graph;
        return step.Nodes.SelectMany(node => graph[node].Operands).Where(operand => !step.Nodes.Contains(operand)).Concat(step.Outputs);
    }

    private void Declare(int storage)
    {
        if (_places.Of(storage) is not null && _declared.Add(storage)) _variables.Add(storage);
    }
}
