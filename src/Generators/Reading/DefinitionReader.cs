using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
    private readonly LayerDeclaration _layer;
    private readonly Compilation _compilation;
    private readonly Problems _problems;
    private readonly CancellationToken _cancellation;
    private readonly GraphBuilder _graph = new();
    private readonly Algebra _algebra;
    private readonly Dictionary<string, Value> _parameters = [];
    private readonly Dictionary<int, Location> _origins = [];
    private readonly List<GuardModel> _guards = [];
    private readonly Stack<Frame> _frames = new();

    private DefinitionReader(LayerDeclaration layer, Compilation compilation, Problems problems, CancellationToken cancellation)
    {
        _layer = layer;
        _compilation = compilation;
        _problems = problems;
        _cancellation = cancellation;
        _algebra = new(_graph, layer.Facts);
    }

    private Frame Current => _frames.Peek();

    /// <summary>The graph of a method; null if something is wrong with it, which has then been reported.</summary>
    public static MethodModel? Read(
        LayerDeclaration layer, DefinitionMethod method, Compilation compilation, Problems problems, CancellationToken cancellation)
        => new DefinitionReader(layer, compilation, problems, cancellation).Read(method);

    private MethodModel? Read(DefinitionMethod method)
    {
        if (!HasSymbolicSignature(method) || method.Inputs.Any(input => input.Shape is null)) return null;
        Dictionary<string, Dim> identity = _layer.Dims.ToDictionary(name => name, Dim.Name);
        var settings = _layer.Members.OfType<SettingMember>().ToDictionary(setting => setting.Name, setting => new SettingValue(setting.Default, setting.Name));
        var frame = new Frame(new(_layer, null, "", identity, settings), method.Symbol, null);
        var inputs = new List<InputModel>();
        foreach (DefinitionInput input in method.Inputs)
        {
            ElementType type = WellKnown.IsIntVar(input.Symbol.Type) ? ElementType.Int : ElementType.Float;
            Shape shape = input.Shape!.Shape;
            Node node = _graph.Add(
                "Input", [], NodeAttribute.Flags(("noGrad", input.NoGrad)), shape, type, input.Name);
            _origins[node.Id] = input.Shape.Location;
            frame.Locals[input.Symbol] = new Meaning.Tensor(_algebra[node.Id]);
            inputs.Add(new(input.Name, type, shape, input.NoGrad, node.Id));
        }

        if (!AreDimsKnown(method)) return null;
        Meaning result = Run(frame);
        if (result is not (Meaning.Tensor or Meaning.Several)) return null;
        List<Value> outputs = [.. Flatten(result)];
        if (method.Returns is { } declared && result is Meaning.Tensor { Value: var single } && !Returns(method, declared, single)) return null;
        return new(
            method.Symbol.Name, "public", new(inputs), new(OutputNames(method.Symbol)), new(_guards), _graph.Build(outputs.Select(output => output.Id)));
    }

    /// <summary>Follows the body of a frame's method and gives what it returns.</summary>
    private Meaning Run(Frame frame)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (Body(frame.Method) is not { } body)
        {
            _problems.ReportedByCSharp();
            return Meaning.Unknown;
        }

        _frames.Push(frame);
        foreach (IOperation statement in body)
        {
            Execute(statement);
            if (frame.Returned is not null) break;
        }

        _frames.Pop();
        if (frame.Returned is null) _problems.ReportedByCSharp();
        return frame.Returned ?? Meaning.Unknown;
    }

    private IEnumerable<IOperation>? Body(IMethodSymbol method)
    {
        foreach (SyntaxReference reference in method.OriginalDefinition.DeclaringSyntaxReferences)
        {
            SyntaxNode syntax = reference.GetSyntax(_cancellation);
#pragma warning disable RS1030 // A sub-layer's body may stand in any file, so the analysis context's own model is not enough.
            SemanticModel model = _compilation.GetSemanticModel(syntax.SyntaxTree);
#pragma warning restore RS1030
            switch (model.GetOperation(syntax, _cancellation))
            {
                case IMethodBodyOperation { BlockBody: { } block }: return block.Operations;
                case IMethodBodyOperation { ExpressionBody: { } expression }: return expression.Operations;
                case ILocalFunctionOperation { Body: { } local }: return local.Operations;
            }
        }

        return null;
    }

    private bool HasSymbolicSignature(DefinitionMethod method)
    {
        bool right = true;
        foreach (DefinitionInput input in method.Inputs)
        {
            if (WellKnown.IsVar(input.Symbol.Type) || WellKnown.IsIntVar(input.Symbol.Type)) continue;
            if (input.Symbol.Type.TypeKind == TypeKind.Error) _problems.ReportedByCSharp();
            else _problems.Report(Rules.Signature, WellKnown.LocationOf(input.Symbol), $"'{input.Name}' is {Article(input.Symbol.Type)}, but a public method of a definition takes Var and IntVar only; a number is a [Setting], a size a [Dim]");
            right = false;
        }

        ITypeSymbol returned = method.Symbol.ReturnType;
        if (WellKnown.IsVar(returned) || returned is INamedTypeSymbol { IsTupleType: true } tuple && tuple.TupleElements.All(element => WellKnown.IsVar(element.Type))) return right;
        if (returned.TypeKind == TypeKind.Error) _problems.ReportedByCSharp();
        else _problems.Report(Rules.Signature, ReturnTypeLocation(method.Symbol), $"'{method.Symbol.Name}' returns {Article(returned)}, but a public method of a definition returns a Var, or a tuple of them");
        return false;
    }

    /// <summary>Every dim has to be found by the constructor or in the arguments of the call.</summary>
    private bool AreDimsKnown(DefinitionMethod method)
    {
        bool known = true;
        var bound = new HashSet<string>(_layer.Dims.Append(Leading.Name));
        bound.UnionWith(method.Inputs.SelectMany(input => input.Shape!.Shape.Dims).Where(dim => dim.TryName(out _)).SelectMany(dim => dim.Names));
        IEnumerable<DeclaredShape> shapes = method.Inputs.Select(input => input.Shape!);
        if (method.Returns is not null) shapes = shapes.Append(method.Returns);
        foreach (DeclaredShape shape in shapes)
            foreach (string name in shape.Shape.Dims.SelectMany(dim => dim.Names).Distinct().Where(name => !bound.Contains(name)))
            {
                _problems.Report(Rules.UnknownDim, shape.Location, name, $"it is no dim of the constructor, and no input of {method.Symbol.Name} has it as a dim of its own");
                known = false;
            }

        return known;
    }

    private bool Returns(DefinitionMethod method, DeclaredShape declared, Value result)
    {
        Shape expected = declared.Shape, actual = result.Shape;
        bool fits = expected.Rank == actual.Rank;
        for (int axis = 0; fits && axis < expected.Rank; axis++)
        {
            Agreement agreement = Unification.Compare(expected[axis], actual[axis], _layer.Facts);
            if (agreement == Agreement.Never) fits = false;
            if (agreement == Agreement.Undecided) _guards.Add(new(expected[axis], actual[axis], method.Symbol.Name));
        }

        if (fits) return true;
        string example = ShapeRules.CounterExample(expected, actual, "against", _layer.Facts);
        _problems.Report(
            Rules.ShapeMismatch,
            _returned ?? WellKnown.LocationOf(method.Symbol),
            [declared.Location],
            $"'{method.Symbol.Name}' is declared to return {Leading.Text(expected)}, but this has shape {Leading.Text(actual)}{example}");
        return false;
    }

    private static IEnumerable<string> OutputNames(IMethodSymbol method) => method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple
        ? tuple.TupleElements.Select(element => element.Name)
        : [""];

    private static IEnumerable<Value> Flatten(Meaning meaning) => meaning switch
    {
        Meaning.Tensor tensor => [tensor.Value],
        Meaning.Several several => several.Items.SelectMany(Flatten),
        _ => [],
    };

    private static string Article(ITypeSymbol type)
    {
        string name = type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        return type.SpecialType == SpecialType.System_Void ? "nothing" : ("aeiouAEIOU".Contains(name[0]) ? "an " : "a ") + name;
    }

    private static Location ReturnTypeLocation(IMethodSymbol method)
        => method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is MethodDeclarationSyntax syntax
            ? syntax.ReturnType.GetLocation()
            : WellKnown.LocationOf(method);
}
