using System.Text;
using NNGen.Generators.Tests.Operators;

namespace NNGen.Generators.Tests.Layers;

/// <summary>
/// A definition that nobody thought of: values that are combined at random, again and again, so that fusion and memory planning meet
/// graphs that no test names. The number of the definition says all of it.
/// </summary>
internal sealed class RandomDefinition
{
    private readonly TestNumbers _numbers;
    private readonly StringBuilder _body = new("{");
    private readonly List<(string Name, string Shape)> _values =
        [("x", "N H"), ("u", "N H"), ("y", "N 1"), ("z", "H"), ("s", ""), ("W", "H K"), ("B", "H"), ("k", "N K")];

    private RandomDefinition(int number) => _numbers = new(number + 1000);

    public static OperatorCase Of(int number) => new RandomDefinition(number).Write($"Random{number}");

    private OperatorCase Write(string name)
    {
        int steps = 4 + Choose(9);
        for (int i = 0; i < steps; i++) Step($"v{i}");
        List<string> results = [_values[^1].Name];
        for (int more = Choose(3); more > 0; more--) results.Add(_values[Choose(_values.Count)].Name);
        _body.Append($" return {(results.Count == 1 ? results[0] : $"({string.Join(", ", results)})")}; }}");
        string returns = results.Count == 1 ? "Var" : $"({string.Join(", ", results.Select(_ => "Var"))})";
        return new(name, "x(N, H), nograd u(N, H), y(N, 1), z(H), s(), labels t(N), param W(H, K), param B(H), k(N, K)", _body.ToString(), null, returns);
    }

    private void Step(string name)
    {
        while (true)
        {
            (string a, string shape) = Any();
            if (Apply(a, shape) is not var (text, result)) continue;
            _body.Append($" var {name} = {text};");
            _values.Add((name, result));
            return;
        }
    }

    /// <summary>Something that can be done with a value; null if this shape does not allow what came up.</summary>
    private (string Text, string Shape)? Apply(string a, string shape)
    {
        switch (Choose(16))
        {
            case 0: return ($"Tanh({a})", shape);
            case 1: return ($"Sigmoid({a}) * {1 + Choose(3)}", shape);
            case 2: return ($"Exp(-Square({a}))", shape);
            case 3: return ($"Sqrt(Square({a}) + 1) - {a}", shape);
            case 4 or 5 or 6 or 7:
                (string b, string other) = Any();
                if (Broadcast(shape, other) is not { } both) return null;
                return (Choose(5) switch
                {
                    0 => $"{a} + {b}",
                    1 => $"{a} - 0.5f * {b}",
                    2 => $"Tanh({a}) * {b}",
                    3 => $"{a} / (2 + Square({b}))",
                    _ => $"Maximum({a}, {b} + 0.1f)",
                }, both);
            case 8 when shape.Contains(' '): return ($"Mean({a}, 1, keepDims: true)", shape.Split(' ')[0] + " 1");
            case 9 when shape.Contains(' '): return ($"Sum({a} * 0.3f, 0)", shape.Split(' ')[1]);
            case 10: return ($"Mean({a})", "");
            case 11 when shape.Contains(' ') && shape != "N 1": return ($"{(Choose(2) == 0 ? "Softmax" : "LogSoftmax")}({a}, {Choose(2)})", shape);
            case 12 when shape == "N H": return ($"Tanh(MatMul({a}, W))", "N K");
            case 12 when shape == "N K": return ($"MatMul({a}, Transpose(W)) + B", "N H");
            case 13 when shape == "N K": return ($"MatMul(Transpose({_values.Last(value => value.Shape == "N H").Name}), {a}) * 0.1f", "H K");
            case 14 when shape == "N K": return Choose(2) == 0 ? ($"CrossEntropy({a}, t)", "") : ($"ExpandDims(Pick({a}, t), 1)", "N 1");
            case 15 when shape == "N H": return ($"Reshape(Tanh(Reshape({a}, -1)) * 2, x.Size(0), x.Size(1))", "N H");
            default: return null;
        }
    }

    // The youngest values come up most, so that chains get long.
    private (string Name, string Shape) Any() => _values[_values.Count - 1 - Math.Min(Choose(_values.Count), Choose(_values.Count))];

    private int Choose(int count) => Math.Min(count - 1, (int)_numbers.Next(0, count));

    private static string? Broadcast(string a, string b)
    {
        string[] left = a.Split(' ', StringSplitOptions.RemoveEmptyEntries), right = b.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var dims = new List<string>();
        for (int i = 1; i <= Math.Max(left.Length, right.Length); i++)
        {
            string one = i <= left.Length ? left[^i] : "1", two = i <= right.Length ? right[^i] : "1";
            if (one != two && one != "1" && two != "1") return null;
            dims.Insert(0, one == "1" ? two : one);
        }

        return string.Join(" ", dims);
    }
}
