using Microsoft.CodeAnalysis.CSharp;
using NNGen.Generators.Fusion;
using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Reading;
using NNGen.Generators.Shapes;
using DimBinding = NNGen.Generators.Shapes.Binding;

namespace NNGen.Generators.Emission;

/// <summary>Writes the checks of a method's arguments, which come before anything is computed or changed, and finds the dims of the call.</summary>
internal sealed class BoundaryEmitter(LayerModel layer, CompiledMethod method, Facts facts)
{
    private readonly IReadOnlyList<InputModel> _inputs = [.. method.Method.Inputs.Where(input => !Types.IsScalar(input))];

    /// <summary>Whether an argument or a result has the leading dims and no other.</summary>
    private bool HasTensorOfLeadingAlone => method.Method.Inputs.Select(input => input.Shape)
        .Concat(method.Method.Graph.Outputs.Select(output => method.Method.Graph[output].Shape))
        .Any(shape => shape.Rank == 1 && Leading.Starts(shape));

    /// <summary>The parameter that says which method was called.</summary>
    private string Where => method.Method.Inputs.Any(input => input.Name == "where") ? "caller" : "where";

    /// <summary>The dims that a call binds, in the order in which they are found.</summary>
    public static IReadOnlyList<string> CallDims(LayerModel layer, MethodModel method)
    {
        var dims = new List<string>();
        if (method.Inputs.Any(input => input.HasLeading)) dims.Add(Leading.Name);
        dims.AddRange(Solve(layer, [.. method.Inputs.Where(input => !Types.IsScalar(input))]).Names.Select(name => name.Name));
        return dims;
    }

    /// <summary>Whether a call in inference mode is refused for other sizes or contents than one in training mode.</summary>
    public bool DependsOnMode => method.Method.Guards.Any(guard => guard.IsOfTraining is not null)
        || method.Method.Inference is not null && !Contents(method.View).SequenceEqual(Contents(method.Inferred));

    /// <param name="name">The name of the method that checks.</param>
    /// <param name="graph">What is computed with the arguments.</param>
    /// <param name="training">Whether it is computed in training mode.</param>
    public void Write(CodeWriter code, string name, Graph graph, bool training)
    {
        IReadOnlyList<string> dims = CallDims(layer, method.Method);
        string parameters = Types.List(new[] { $"string {Where}" }.Concat(method.Method.Inputs.Where(Types.IsChecked).Select(input => $"{Types.SpanOf(input)} {Types.Code(input.Name)}").Concat(dims.Select(dim => $"out int {dim}"))));
        code.Line($"// Refuses what does not fit, before anything is computed or changed{(dims.Count > 0 ? ", and finds " + string.Join(", ", dims) : "")}.");
        code.Open($"private void {name}({parameters})");
        WriteShapes(code);
        foreach (string fact in layer.Facts.Where(IsAboutTheCall)) WriteFact(code, fact);
        foreach (GuardModel guard in method.Method.Guards.Where(guard => guard.IsIn(training))) WriteGuard(code, guard);
        foreach (string line in Contents(graph)) code.Line(line);
        code.Close();
        code.Blank();
    }

    private static BindingPlan Solve(LayerModel layer, IReadOnlyList<InputModel> inputs)
    {
        DimBinding.TrySolve([.. inputs.Select(input => Leading.Marked(input.Shape))], layer.FixedSizes, out BindingPlan plan);
        return plan;
    }

    private void WriteShapes(CodeWriter code)
    {
        BindingPlan plan = Solve(layer, _inputs);
        var known = new HashSet<string>(layer.FixedSizes);
        var late = new List<DimCheck>();
        InputModel? leading = null;
        for (int i = 0; i < _inputs.Count; i++)
        {
            InputModel input = _inputs[i];
            int rank = input.HasLeading ? input.Shape.Rank - 1 : input.Shape.Rank;
            var wrong = new List<string> { input.HasLeading ? $"{Types.Code(input.Name)}.Rank < {rank}" : $"{Types.Code(input.Name)}.Rank != {rank}" };
            if (input.HasLeading && rank == 0) wrong.Clear();
            foreach (DimCheck check in plan.Checks.Where(check => check.Argument == i))
            {
                if (check.Expected.Names.All(known.Contains)) wrong.Add($"{Length(input, check.Axis)} != {Types.Int(check.Expected)}");
                else late.Add(check);
            }

            if (input.HasLeading && leading is not null)
                wrong.Add($"!Sys::MemoryExtensions.SequenceEqual({LeadingLengths(input)}, {LeadingLengths(leading)})");
            WriteRefusal(code, input, wrong, known);
            if (input.HasLeading && leading is null)
            {
                if (HasTensorOfLeadingAlone)
                    code.Line($"Core::Boundary.SomeLeading({Where}, \"{input.Name}\", \"{Leading.Text(input.Shape.ToString())}\", {LeadingLengths(input)});");
                code.Line($"{Leading.Name} = Core::Boundary.Product({Where}, \"{input.Name}\", {LeadingLengths(input)});");
                leading = input;
            }

            foreach (NameBinding binding in plan.Names.Where(binding => binding.Argument == i)) WriteBinding(code, input, binding, known);
        }

        foreach (DimCheck check in late) WriteRefusal(code, _inputs[check.Argument], [$"{Length(_inputs[check.Argument], check.Axis)} != {Types.Int(check.Expected)}"], known);
    }

    private void WriteBinding(CodeWriter code, InputModel input, NameBinding binding, HashSet<string> known)
    {
        string length = Length(input, binding.Axis);
        if (binding.IsPlain)
        {
            code.Line($"{binding.Name} = Core::Boundary.Length({Where}, \"{input.Name}\", {length});");
        }
        else
        {
            string rest = binding.Offset.Equals(Dim.Zero) ? length : $"({length} - ({Types.Int(binding.Offset)}))";
            string factor = $"({Types.Int(binding.Factor)})";
            List<string> wrong = [$"{rest} / {factor} < 0"];
            if (binding.NeedsDivisibility) wrong.Add($"{rest} % {factor} != 0");
            WriteRefusal(code, input, wrong, known);
            code.Line($"{binding.Name} = Core::Boundary.Length({Where}, \"{input.Name}\", {rest} / {factor});");
        }

        known.Add(binding.Name);
    }

    private void WriteRefusal(CodeWriter code, InputModel input, IReadOnlyList<string> wrong, HashSet<string> known)
    {
        if (wrong.Count == 0) return;
        IEnumerable<string> bindings = input.Shape.Dims.SelectMany(dim => dim.Names).Distinct().Where(known.Contains).Select(name => $"(\"{name}\", {name})");
        code.Line($"if ({string.Join(" || ", wrong)})");
        code.Indented($"throw NN::ShapeException.Argument({Types.List(new[] { Where, $"\"{input.Name}\"", $"\"{Leading.Text(input.Shape.ToString())}\"", $"{Types.Code(input.Name)}.Lengths" }.Concat(bindings))});");
    }

    private bool IsAboutTheCall(string fact)
        => Facts.TryParse(fact, out Facts? parsed, out _) && parsed.All.SelectMany(part => part.Names).Any(name => !layer.FixedSizes.Contains(name))
            && parsed.All.SelectMany(part => part.Names).All(name => layer.FixedSizes.Contains(name) || CallDims(layer, method.Method).Contains(name));

    private void WriteFact(CodeWriter code, string fact)
    {
        if (!Facts.TryParse(fact, out Facts? parsed, out _)) return;
        code.Line($"if (!({string.Join(" && ", parsed.All.Select(part => part.ToCSharp(wide: true, facts)))}))");
        code.Indented($"throw new NN::ShapeException($\"{{{Where}}}: {fact} should hold, but {Values(parsed.All.SelectMany(part => part.Names))}.\");");
    }

    private void WriteGuard(CodeWriter code, GuardModel guard)
    {
        Fact fact = guard.Fact;
        (string otherwise, string sign) = fact.Relation switch
        {
            Relation.Equal => ("!=", "="),
            Relation.AtMost => (">", "<="),
            Relation.Less => (">=", "<"),
            Relation.AtLeast => ("<", ">="),
            _ => ("<=", ">"),
        };
        code.Line($"if ({fact.Left.ToCSharp(wide: true)} {otherwise} {fact.Right.ToCSharp(wide: true)})");
        code.Indented($"throw new NN::ShapeException($\"{{{Where}}}: '{Escape(guard.Expression)}' needs {fact.Left} {sign} {fact.Right}, but {Values(fact.Left.Names.Concat(fact.Right.Names))}.\");");
    }

    /// <summary>Indices in range, and something to take a mean of.</summary>
    private IEnumerable<string> Contents(Graph graph)
    {
        var kinds = new NodeKinds(graph);
        foreach (Node node in graph.Nodes.Take(graph.ForwardCount))
        {
            Operator rule = OperatorTable.Get(node.Operator);
            List<Shape> shapes = [.. node.Operands.Select(operand => graph[operand].Shape)];
            if (rule.NeedsElements(node, shapes) is { } elements && elements.Names.Any(name => !layer.FixedSizes.Contains(name)))
                yield return $"Core::Boundary.NotEmpty({Where}, {SymbolDisplay.FormatLiteral(node.Source.Length > 0 ? node.Source : node.Operator, quote: true)}, {elements.ToCSharp(wide: true)});";
            if (rule.Rate is { } rate && !IsCheckedBefore(graph[node.Operands[rate]]))
                yield return $"Core::Dropout.Rate({Where}, {SymbolDisplay.FormatLiteral($"of {node.Source}", quote: true)}, {ExpressionPrinter.NumberOf(graph, node.Operands[rate])});";
            if (rule.Indices(node, shapes) is not { } indices) continue;

            // What the method itself computes, as ArgMax does, is in range by itself.
            int source = kinds.Storage(node.Operands[indices.Operand]);
            if (graph[source].Operator != "Input") continue;
            yield return $"Core::Boundary.Indices({Where}, \"{graph[source].Name}\", \"{indices.Noun}\", {Types.Code(graph[source].Name)}, {Types.Int(indices.Classes)});";
        }
    }

    /// <summary>A rate that was looked at when the layer was compiled, or when it was made.</summary>
    private static bool IsCheckedBefore(Node rate) => rate.Operator == "Setting" || rate.Operator == "Constant" && Dropout.IsRate(rate.Number("value"));

    private static string Values(IEnumerable<string> names) => string.Join(", ", names.Distinct().Select(name => $"{name} = {{{name}}}"));

    private static string Escape(string text) => text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("{", "{{").Replace("}", "}}");

    private static string Length(InputModel input, int axis) => axis < 0 ? $"{Types.Code(input.Name)}.Lengths[^{-axis}]" : $"{Types.Code(input.Name)}.Lengths[{axis}]";

    /// <summary>C# for the leading lengths of an input.</summary>
    public static string LeadingLengths(InputModel input)
        => input.Shape.Rank == 1 ? $"{Types.Code(input.Name)}.Lengths" : $"{Types.Code(input.Name)}.Lengths[..^{input.Shape.Rank - 1}]";
}
