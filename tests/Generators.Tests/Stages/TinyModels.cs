using NNGen.Generators.Differentiation;
using NNGen.Generators.Graphs;
using NNGen.Generators.Reading;
using NNGen.Generators.Shapes;
using NNGen.Generators.Tests.Layers;

namespace NNGen.Generators.Tests.Stages;

using Shape = NNGen.Generators.Shapes.Shape;

/// <summary>Layers read into models, all in one compilation, for tests of the stages that come after.</summary>
internal sealed class TinyModels
{
    private readonly IReadOnlyDictionary<string, LayerModel> _models;

    private TinyModels(IReadOnlyDictionary<string, LayerModel> models) => _models = models;

    public LayerModel this[string name] => _models[name];

    public static TinyModels Of(IEnumerable<string> sources)
    {
        var reader = new SpanCallers();
        TestCompilation.Generate(reader, [.. sources]);
        Assert.Empty(reader.Problems.Select(problem => problem.ToString()));
        return new(reader.Models);
    }

    public static Facts FactsOf(LayerModel model) => LayerCompiler.FactsOf(model);

    /// <summary>Forward with its backward part, as the differentiator gives it.</summary>
    public static Graph Joint(LayerModel model)
    {
        MethodModel forward = model.Methods.Single(method => method.IsForward);
        IReadOnlyList<string> results = ResultNames.Of(forward);
        return Differentiator.Differentiate(ResultNames.Apply(forward.Graph, results), results, FactsOf(model));
    }

    /// <summary>Small sizes, all different.</summary>
    public static long SizeOf(string dim) => dim switch { "N" => 3, "H" => 7, "I" => 2, "O" => 4, "C" => 4, "T" => 3, "B" => 2, "K" => 3, "P" => 2, "D" => 6, "L" => 19, _ => 3 };

    /// <summary>Deterministic values for what a graph gets from outside.</summary>
    public static object Source(LayerModel model, Node node, float low = -2, float high = 2)
    {
        if (node.Operator == "Setting") return Var.From([model.Settings.Single(setting => setting.Name == node.Text("name")).Default]);
        int[] shape = [.. ((Shape)node.Shape).Dims.Select(dim => (int)dim.Evaluate(SizeOf))];
        int size = shape.Aggregate(1, (a, b) => a * b);
        var numbers = new TestNumbers((node.Operator + node.Name).Sum(letter => letter));
        if (node.Type == ElementType.Int)
        {
            MethodModel forward = model.Methods.Single(method => method.IsForward);
            int classes = Labels.Classes(forward, forward.Inputs.Single(input => input.Name == node.Name), SizeOf);
            return IntVar.From([.. Enumerable.Range(0, size).Select(_ => (int)numbers.Next(0, classes))], shape);
        }

        return Var.From([.. Enumerable.Range(0, size).Select(_ => (double)numbers.Next(low, high))], shape);
    }
}
