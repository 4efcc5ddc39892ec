using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NNGen.Generators.Diagnostics;
using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>
/// Follows one method of a definition, expression by expression, and writes down the graph of what it computes. Calls are followed
/// into other methods, helpers and sub-layers, so that the whole network becomes one graph.
/// </summary>
internal sealed partial class DefinitionReader
{
    /// <summary>More statements than any network has: beyond it a definition is taken for one without end.</summary>
    private const int MostSteps = 20_000;

    private readonly LayerDeclaration _layer;
    private readonly DefinitionMethod _method;
    private readonly MethodBodies _bodies;
    private readonly Problems _problems;
    private readonly CancellationToken _cancellation;
    private readonly GraphBuilder _graph = new();
    private readonly Algebra _algebra;
    private readonly Dictionary<string, Value> _parameters = [];
    private readonly Dictionary<int, Location> _origins = [];
    private readonly List<GuardModel> _guards = [];
    private readonly Stack<Frame> _frames = new();

    /// <summary>Where the last value that the method itself returned was written.</summary>
    private IOperation? _returned;

    private int _steps;

    private DefinitionReader(
        LayerDeclaration layer, DefinitionMethod method, MethodBodies bodies, Problems problems, bool isTraining, CancellationToken cancellation)
    {
        _layer = layer;
        _method = method;
        _bodies = bodies;
        _problems = problems;
        _cancellation = cancellation;
        _algebra = new(_graph, layer.Facts) { IsTraining = isTraining };
    }

    private Frame Current => _frames.Peek();

    /// <summary>The graph of a method, in both modes; null if something is wrong with it, which has then been reported.</summary>
    public static MethodModel? Read(
        LayerDeclaration layer, DefinitionMethod method, MethodBodies bodies, Problems problems, CancellationToken cancellation)
    {
        if (!DefinitionSignature.Check(layer, method, problems)) return null;
        try
        {
            var training = new DefinitionReader(layer, method, bodies, problems, isTraining: true, cancellation);
            MethodModel? model = training.Read();
            if (!training._algebra.DependsOnMode) return model;

            // What is wrong in both modes is at the same place, and reported once.
            MethodModel? inference = new DefinitionReader(layer, method, bodies, problems, isTraining: false, cancellation).Read();
            return model is null || inference is null ? null : model with
            {
                Guards = new(GuardModel.Of([.. model.Guards], [.. inference.Guards])),
                Inference = inference.Graph.Equals(model.Graph) ? null : inference.Graph,
            };
        }
        catch (InsufficientExecutionStackException)
        {
            problems.Report(Rules.Construct, WellKnown.LocationOf(method.Symbol), $"'{method.Symbol.Name}' is nested too deep for the compiler; give its parts names with locals");
            return null;
        }
    }

    private MethodModel? Read()
    {
        var frame = new Frame(LayerInstance.Of(_layer), _method.Symbol);
        var inputs = new List<InputModel>();
        foreach (DefinitionInput input in _method.Inputs)
        {
            ElementType type = WellKnown.ElementOf(input.Symbol.Type);
            Shape shape = input.Shape!.Shape;
            bool noGrad = input.NoGrad || type != ElementType.Float;
            Node node = _graph.Add("Input", [], NodeAttribute.Flags(("noGrad", noGrad)), shape, type, input.Name);
            _origins[node.Id] = input.Shape.Location;
            frame.Locals[input.Symbol] = new Meaning.Tensor(_algebra[node.Id]);
            inputs.Add(new(input.Name, type, shape, noGrad, node.Id));
        }

        if (Tensors(Run(frame)) is not { } outputs)
        {
            // Whatever made it unknown has been reported.
            _problems.ReportedElsewhere();
            return null;
        }

        if (_method.Returns is { } declared && outputs is [var single] && !Returns(declared, single)) return null;
        WriteUpdates();
        return new(
            _method.Symbol.Name, "public", new(inputs), new(OutputNames(_method.Symbol)), new(_guards), _graph.Build(outputs.Select(output => output.Id)));
    }

    /// <summary>Follows the body of a frame's method and gives what it returns.</summary>
    private Meaning Run(Frame frame)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (_bodies.Of(frame.Method) is not { } body)
        {
            _problems.ReportedElsewhere();
            return Meaning.Unknown;
        }

        _frames.Push(frame);
        RefuseLocalGradients(body);
        foreach (IOperation statement in body)
        {
            Execute(statement);
            if (frame.Returned is not null) break;
        }

        _frames.Pop();
        if (frame.Returned is null && !frame.Method.ReturnsVoid) _problems.ReportedElsewhere();
        return frame.Returned ?? Meaning.Unknown;
    }

    private static IEnumerable<string> OutputNames(IMethodSymbol method) => method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple
        ? tuple.TupleElements.Select(element => element.Name)
        : [""];

    /// <summary>What the method returns; null where a part of it is unknown.</summary>
    private static List<Value>? Tensors(Meaning result)
    {
        IReadOnlyList<Meaning> items = result is Meaning.Several several ? several.Items : [result];
        return items.All(item => item is Meaning.Tensor) ? [.. items.Select(item => ((Meaning.Tensor)item).Value)] : null;
    }
}
