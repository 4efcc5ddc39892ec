using NNGen.Generators.Graphs;

namespace NNGen.Generators.Emission;

/// <summary>The numbers in a loop: a constant stands where it is used, any other is a field of the loop's struct, which the call fills.</summary>
internal sealed class LoopNumbers(Graph graph, ExpressionPrinter printer, Names names)
{
    private readonly List<(string Field, string Value)> _fields = [];

    public IReadOnlyList<(string Field, string Value)> Fields => _fields;

    /// <summary>C# for a number, over vectors.</summary>
    public string Of(int id)
    {
        string text = printer.Number(id);
        return text switch
        {
            "1f" => "V.One",
            "0f" => "V.Zero",
            _ when graph[id].Operator == "Constant" => $"V.Broadcast({text})",
            _ => Of("number", text),
        };
    }

    /// <summary>C# for a number that the loop makes for itself, over vectors.</summary>
    /// <param name="wanted">What its field is to be called.</param>
    /// <param name="value">C# for its value outside of the loop.</param>
    public string Of(string wanted, string value)
    {
        int known = _fields.FindIndex(number => number.Value == value);
        if (known < 0)
        {
            known = _fields.Count;
            _fields.Add((names.Field(wanted, _fields.Select(number => number.Field)), value));
        }

        return $"V.Broadcast({_fields[known].Field})";
    }
}
