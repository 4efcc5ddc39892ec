using System.Globalization;
using NNGen.Generators.Fusion;
using NNGen.Generators.Graphs;

namespace NNGen.Generators.Emission;

/// <summary>
/// Steps that come several times in a row, as one loop: the code of one time, in which the places of the values are functions of the
/// loop's variable. The same blocks are read and written in the same order as if every time were written out.
/// </summary>
internal sealed class RepeatedSteps
{
    private readonly Routine _routine;
    private readonly Places _places;
    private readonly IReadOnlyList<Step> _shown;
    private readonly IReadOnlyList<Step> _next;
    private readonly int _time;
    private readonly int _count;
    private readonly Dictionary<int, Value> _values;
    private readonly Dictionary<(int Node, string Attribute), int[]> _numbers;

    private RepeatedSteps(Routine routine, Places places, IReadOnlyList<Step> shown, IReadOnlyList<Step> next, int time, int count, Dictionary<int, Value> values, Dictionary<(int Node, string Attribute), int[]> numbers)
    {
        _routine = routine;
        _places = places;
        _shown = shown;
        _next = next;
        _time = time;
        _count = count;
        _values = values;
        _numbers = numbers;
    }

    /// <summary>The values that are the same every time, and are the method's own variables.</summary>
    public IEnumerable<int> Shared => _values.Where(value => value.Value.IsShared).Select(value => value.Key);

    /// <summary>Null if no time can be shown for all: it has one value where others have two.</summary>
    public static RepeatedSteps? Of(Routine routine, Places places, IReadOnlyList<Step> steps, IReadOnlyList<StepForm> forms, Repeat repeat)
    {
        IReadOnlyList<Step> Time(int time) => [.. Enumerable.Range(repeat.Start + time * repeat.Period, repeat.Period).Select(i => steps[i])];
        for (int time = 0; time + 1 < repeat.Count; time++)
            if (ValuesOf(time) is { } values) return new(routine, places, Time(time), Time(time + 1), time, repeat.Count, values, NumbersOf(time));
        return null;

        Dictionary<int, Value>? ValuesOf(int shown)
        {
            var values = new Dictionary<int, Value>();
            for (int step = repeat.Start; step < repeat.Start + repeat.Period; step++)
                for (int i = 0; i < forms[step].Values.Count; i++)
                {
                    int[] ids = [.. Enumerable.Range(0, repeat.Count).Select(time => forms[step + time * repeat.Period].Values[i])];
                    if (ids.Any(id => places.Of(id) is null)) return null;
                    Place[] all = [.. ids.Select(id => places.Of(id)!.Value)];
                    var value = new Value(all[shown], [.. all.Select(place => place.Index)], [.. all.Select(place => place.Part?.Number ?? 0)], ids.Distinct().Count() == 1, ids[shown + 1]);
                    if (!values.TryGetValue(ids[shown], out Value? known)) values[ids[shown]] = value;
                    else if (!known.Indexes.SequenceEqual(value.Indexes) || !known.Numbers.SequenceEqual(value.Numbers)) return null;
                }

            return values;
        }

        Dictionary<(int Node, string Attribute), int[]> NumbersOf(int shown)
        {
            var numbers = new Dictionary<(int Node, string Attribute), int[]>();
            for (int step = repeat.Start; step < repeat.Start + repeat.Period; step++)
                for (int i = 0; i < forms[step].Numbers.Count; i++)
                {
                    StepNumber number = forms[step + shown * repeat.Period].Numbers[i];
                    numbers[(number.Node, number.Attribute)] = [.. Enumerable.Range(0, repeat.Count).Select(time => forms[step + time * repeat.Period].Numbers[i].Value)];
                }

            return numbers;
        }
    }

    /// <param name="names">The names of the method's values.</param>
    /// <param name="declared">The values that are variables of the method.</param>
    public void Write(CodeWriter code, Names names, IEnumerable<int> declared, KernelStructs structs)
    {
        Graph graph = _routine.Fused.Graph;
        var taken = new NameSet([.. names.Reserved, .. declared.Select(id => names[id])]);
        string variable = taken.Unique("i");
        List<(Node Shown, Node Next)> nodes = [.. _shown.Zip(_next, (a, b) => a.Nodes.Zip(b.Nodes, (x, y) => (graph[x], graph[y]))).SelectMany(pairs => pairs)];
        string Remark(int value) => _places.Remark(value, names);
        var wording = Wording.Of(variable, _values.Select(value => (Remark(value.Key), Remark(value.Value.Next))).Concat(nodes.Select(pair => (pair.Shown.Source, pair.Next.Source))));
        int first = wording.First - wording.Step * _time, last = first + wording.Step * (_count - 1);
        if (Math.Min(first, last) < 0) (wording, first, last) = (wording with { First = _time, Step = 1 }, 0, _count - 1);

        var tables = new List<string>();
        var lines = new List<string>();
        var changed = new Dictionary<int, string>();
        foreach (var value in _values.Where(value => !value.Value.IsShared))
        {
            string name = changed[value.Key] = taken.Unique(Wanted(graph[value.Key]));
            Place shown = value.Value.Place;
            string place = shown.Code(Index(value.Value.Indexes, name + "At"), shown.Part is null ? "0" : Index(value.Value.Numbers, name + "Part"));
            string remark = wording.Of(Remark(value.Key), Remark(value.Value.Next));
            lines.Add($"{shown.Type} {name} = {place};{(remark.Length > 0 ? " // " + remark : "")}");
        }

        foreach (int id in _shown.SelectMany(step => step.Nodes.SelectMany(node => graph[node].Operands.Append(node))).Distinct())
        {
            int storage = _routine.Fused.Kinds.Storage(id);
            if (changed.ContainsKey(id) || _values.ContainsKey(id)) continue;
            if (id != storage && names[id] == names[storage]) changed[id] = changed.TryGetValue(storage, out string? own) ? own : names[storage];
            else if (graph[id].Operands.Count > 0 && Wording.Plain(graph[id].Name) != graph[id].Name || nodes.Any(pair => pair.Shown.Id == id)) changed[id] = taken.Unique(Wanted(graph[id]));
        }

        var counted = _numbers.ToDictionary(number => number.Key, number => Index(number.Value, taken.Unique(number.Key.Attribute + "At")));
        code.Line($"// {_count.ToString(CultureInfo.InvariantCulture)} times the same");
        foreach (string table in tables) code.Line(table);
        code.Open(wording.Step > 0 ? $"for (int {variable} = {Text(first)}; {variable} <= {Text(last)}; {variable}++)" : $"for (int {variable} = {Text(first)}; {variable} >= {Text(last)}; {variable}--)");
        foreach (string line in lines) code.Line(line);
        code.Blank();
        var words = new Dictionary<string, string>();
        foreach ((Node shown, Node next) in nodes)
        {
            words[shown.Source] = wording.Of(shown.Source, next.Source);
            foreach ((string reason, string other) in shown.Because.Zip(next.Because, (a, b) => (a, b))) words[reason] = wording.Of(reason, other);
        }

        var loops = new LoopEmitter(_routine, names.With(changed), structs)
        {
            Words = text => words.TryGetValue(text, out string? said) ? said : text,
            Counted = (node, attribute) => counted.TryGetValue((node, attribute), out string? number) ? number : null,
        };
        foreach (Step step in _shown) loops.Write(code, step);
        code.Close();
        code.Blank();

        string Index(int[] indexes, string table)
        {
            int[] rising = wording.Step > 0 ? indexes : [.. indexes.AsEnumerable().Reverse()];
            int lowest = Math.Min(first, last);
            if (Line(rising, 0, rising.Length) is { } line) return Affine(line, lowest, variable);
            if (Line(rising, 1, rising.Length) is { } later) return $"{variable} == {Text(lowest)} ? {Text(rising[0])} : {Affine(later, lowest, variable)}";
            if (Line(rising, 0, rising.Length - 1) is { } earlier) return $"{variable} == {Text(Math.Max(first, last))} ? {Text(rising[rising.Length - 1])} : {Affine(earlier, lowest, variable)}";
            tables.Add($"Sys::ReadOnlySpan<int> {table} = stackalloc[] {{ {string.Join(", ", rising.Select(Text))} }};");
            return $"{table}[{Affine((1, 0), lowest, variable)}]";
        }
    }

    /// <summary>The line on which some numbers of a list lie: what each has more than the one before, and the number at 0. Null if they lie on none.</summary>
    private static (int Factor, int Start)? Line(int[] numbers, int start, int end)
    {
        int factor = numbers[start + 1] - numbers[start];
        for (int i = start + 1; i < end; i++)
            if (numbers[i] - numbers[i - 1] != factor) return null;
        return (factor, numbers[start] - factor * start);
    }

    /// <summary>factor · (variable − lowest) + start, as a person would write it.</summary>
    private static string Affine((int Factor, int Start) line, int lowest, string variable)
    {
        int factor = line.Factor, start = line.Start - factor * lowest;
        if (factor == 0) return Text(start);
        string product = Math.Abs(factor) == 1 ? variable : $"{Text(Math.Abs(factor))} * {variable}";
        return factor < 0 ? $"{Text(start)} - {product}" : start == 0 ? product : $"{product} {(start < 0 ? "-" : "+")} {Text(Math.Abs(start))}";
    }

    private static string Wanted(Node node) => Names.Wanted(node, Wording.Plain(node.Name));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A value in the time that is shown, with its places in all times.</summary>
    /// <param name="Place">Where it lies.</param>
    /// <param name="Indexes">The index of its block in each time.</param>
    /// <param name="Numbers">The number of the part of the block in each time.</param>
    /// <param name="IsShared">Whether it is the same value every time.</param>
    /// <param name="Next">The value that takes its part in the next time.</param>
    private sealed record Value(Place Place, int[] Indexes, int[] Numbers, bool IsShared, int Next);
}
