using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Reading;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Emission;

/// <summary>Writes the XML documentation of an entry point: shapes, operations and memory as formulas in the dims, and errors.</summary>
internal sealed class MethodDocumentation(MethodModel method)
{
    public void Write(CodeWriter code, string summary, Routine routine, IReadOnlyList<Result> results, IReadOnlyList<Result>? destinations = null)
    {
        code.Line($"/// <summary>{summary}</summary>");
        code.Line($"/// <remarks>About {Flops(routine, forward: true)} floating-point operations; {Text(routine.Plan.Bytes)} bytes of memory{LeadingNote}.</remarks>");
        foreach (InputModel input in method.Inputs) code.Line($"/// <param name=\"{input.Name}\">{(Types.IsScalar(input) ? "A number" : $"Shape {Leading.Text(input.Shape.ToString())}")}.</param>");
        foreach (Result result in destinations ?? []) code.Line($"/// <param name=\"{result.Name}\">Gets the result, of shape {Leading.Text(result.Shape.ToString())}.</param>");
        IReadOnlyList<Result> returned = destinations is null ? results : [.. results.Where(result => result.IsScalar)];
        if (returned.Count > 0) code.Line($"/// <returns>{Capital(ShapesOf(returned))}.</returns>");
        if (method.Inputs.Any(input => !Types.IsScalar(input))) code.Line("/// <exception cref=\"NN::ShapeException\">An argument has another shape.</exception>");
    }

    private string LeadingNote => method.Inputs.All(input => !input.HasLeading) ? "" : "; n is the product of the leading lengths";

    private static string Flops(Routine routine, bool forward)
    {
        Graph graph = routine.Fused.Graph;
        return Text(graph.Nodes.Where(node => graph.IsForward(node.Id) == forward)
            .Aggregate(Dim.Zero, (sum, node) => sum + OperatorTable.Get(node.Operator).Flops(node, index => graph[node.Operands[index]])));
    }

    public void WriteBackward(CodeWriter code, Routine routine, IReadOnlyList<Result> gradients, IReadOnlyList<Result> outputs, string allocation)
    {
        code.Line($"/// <summary>Follows the last <c>Forward</c> back and leaves the gradient of every parameter in <c>Grads</c>{allocation}. Uses up what Forward kept.</summary>");
        code.Line($"/// <remarks>About {Flops(routine, forward: false)} floating-point operations, in the memory of Forward{LeadingNote}.</remarks>");
        foreach (Result output in outputs) code.Line($"/// <param name=\"d{output.Name}\">The gradient of the loss with respect to {output.Name}, of shape {Leading.Text(output.Shape.ToString())}.</param>");
        if (allocation.Length > 0) foreach (Result gradient in gradients.Where(gradient => !gradient.IsScalar)) code.Line($"/// <param name=\"{gradient.Name}\">Gets the gradient of {gradient.Name.Substring(1)}, of shape {Leading.Text(gradient.Shape.ToString())}.</param>");
        code.Line("/// <param name=\"accumulate\">Adds to <c>Grads</c> instead of assigning them.</param>");
        IReadOnlyList<Result> returned = allocation.Length > 0 ? [.. gradients.Where(gradient => gradient.IsScalar)] : gradients;
        if (returned.Count > 0) code.Line($"/// <returns>The gradient of {string.Join(" and ", returned.Select(gradient => gradient.Name.Substring(1)))}: {ShapesOf(returned)}.</returns>");
        code.Line("/// <exception cref=\"Sys::InvalidOperationException\">No Forward came before.</exception>");
    }

    private static string ShapesOf(IReadOnlyList<Result> results)
        => string.Join(", ", results.Select(result => $"{(results.Count > 1 ? result.Name + ": " : "")}{(result.IsScalar ? "a number" : $"shape {Leading.Text(result.Shape.ToString())}")}"));

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);

    /// <summary>A formula as a person would write it.</summary>
    public static string Text(Dim dim) => Text(dim.ToString()).Replace("*", "·");

    /// <summary>The name of a dim.</summary>
    public static string Text(string dim) => dim.Replace(Leading.Name, "n");
}
