using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NNGen.Generators.Diagnostics;
using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>The calls of a definition: operators, methods of the class, helpers, sub-layers.</summary>
internal sealed partial class DefinitionReader
{
    private Meaning EvaluateCall(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (WellKnown.IsOps(method.ContainingType)) return CallOps(call);
        if (method.ContainingType?.ToDisplayString() is "System.MathF" or "System.Math") return CallMath(call);
        Meaning? instance = call.Instance is null ? null : Evaluate(call.Instance);
        if (instance == Meaning.Unknown) return Meaning.Unknown;
        if (instance is Meaning.Tensor { Value: var tensor } && method.Name == "Size")
            return SizeOf(call, tensor.Shape, Evaluate(call.Arguments[0].Value));
        if (instance is not (null or Meaning.Layer))
            return Refuse(call, $"the compiler does not follow '{method.Name}' of {Article(method.ContainingType!)}");

        List<Meaning> arguments = [.. call.Arguments.OrderBy(argument => argument.Parameter?.Ordinal ?? 0).Select(argument => Evaluate(argument.Value))];
        if (arguments.Contains(Meaning.Unknown)) return Meaning.Unknown;
        LayerInstance layer = instance is Meaning.Layer { Instance: var found } ? found : Current.Layer;
        return layer.Compiled is { } compiled && instance is not null
            ? InlineCompiled(call, layer, compiled, arguments)
            : Inline(call, layer, arguments, isSub: layer.Path != Current.Layer.Path);
    }

    private Meaning CallOps(IInvocationOperation call)
    {
        var arguments = new List<(string, Meaning)>();
        foreach (IArgumentOperation argument in call.Arguments)
        {
            Meaning meaning = Evaluate(argument.Value);
            if (meaning == Meaning.Unknown) return meaning;
            arguments.Add((argument.Parameter!.Name, meaning));
        }

        if (arguments.SelectMany(argument => argument.Item2 is Meaning.List { Items: var items } ? items : []).Contains(Meaning.Unknown)) return Meaning.Unknown;
        return CallOperator(call, call.TargetMethod.Name, [.. arguments]);
    }

    /// <summary>Adds what an operator stands for; a shape that does not fit is reported on the expression.</summary>
    private Meaning CallOperator(IOperation operation, string name, params (string Name, Meaning Meaning)[] arguments)
    {
        if (!OperatorTable.TryGetFunction(name, out Function function))
        {
            Report(Rules.NoRule, operation, [], OneLine(operation.Syntax), $"the compiler has no rule for Ops.{name}");
            return Meaning.Unknown;
        }

        var values = arguments.ToDictionary(argument => argument.Name, argument => Plain(argument.Meaning));
        IEnumerable<Location> origins = arguments
            .Select(argument => argument.Meaning).OfType<Meaning.Tensor>()
            .Where(tensor => _origins.ContainsKey(tensor.Value.Id)).Select(tensor => _origins[tensor.Value.Id]);
        return Guarded(operation, [.. origins], () => new Meaning.Tensor(function.Build(_algebra, new(values))));
    }

    /// <summary>Runs shape rules; what they refuse is reported here, and what they cannot decide becomes a guard and a warning.</summary>
    private Meaning Guarded(IOperation operation, IReadOnlyList<Location> origins, Func<Meaning> build)
    {
        int guards = _algebra.Guards.Count;
        string text = OneLine(operation.Syntax);
        try
        {
            _algebra.Source = Current.Layer.Path.Length == 0 ? text : $"{Current.Layer.Path}: {text}";
            Meaning built = build();
            foreach (Guard guard in _algebra.Guards.Skip(guards)) AddGuard(operation, origins, guard.Left, guard.Right, text);
            if (built is Meaning.Tensor tensor && !_origins.ContainsKey(tensor.Value.Id)) _origins[tensor.Value.Id] = operation.Syntax.GetLocation();
            return built;
        }
        catch (ShapeProblem problem)
        {
            string example = problem.CounterExample.Length == 0 ? "" : $"; {problem.CounterExample}";
            Report(Rules.ShapeMismatch, operation, origins, $"'{text}' cannot be computed: {problem.Message}{example}");
            return Meaning.Unknown;
        }
        finally
        {
            _algebra.Source = "";
        }
    }

    private void AddGuard(IOperation operation, IEnumerable<Location> origins, Dim left, Dim right, string text)
    {
        var guard = new GuardModel(left, right, text);
        if (_guards.Contains(guard)) return;
        _guards.Add(guard);
        Report(Rules.ShapeUndecided, operation, origins, $"'{text}' can be computed only if {left} = {right}, which nothing says; state it with [Where(\"{left} == {right}\")], or it is checked at every call");
    }

    private static object Plain(Meaning meaning) => meaning switch
    {
        Meaning.Tensor { Value: var value } => value,
        Meaning.Number { Value: var value } => value,
        Meaning.Size { Dim: var dim } => dim,
        Meaning.Truth { Value: var truth } => truth,
        Meaning.Text { Value: var text } => text,
        Meaning.List { Items: var items } when items.All(item => item is Meaning.Size) => items.Select(item => ((Meaning.Size)item).Dim).ToList(),
        Meaning.List { Items: var items } when items.All(item => item is Meaning.Tensor) => items.Select(item => ((Meaning.Tensor)item).Value).ToList(),
        _ => meaning,
    };

    /// <summary>Functions of <c>MathF</c> over dims, settings and constants: numbers that are computed once.</summary>
    private Meaning CallMath(IInvocationOperation call)
    {
        List<Meaning> arguments = [.. call.Arguments.Select(argument => Evaluate(argument.Value))];
        if (arguments.Contains(Meaning.Unknown)) return Meaning.Unknown;
        if (arguments is not [Meaning.Number number] || call.TargetMethod.Name is not ("Sqrt" or "Exp" or "Log" or "Tanh" or "Abs"))
            return Refuse(call, "of Math and MathF the compiler follows Sqrt, Exp, Log, Tanh and Abs over numbers; over a Var use Ops");
        return AsNumber(CallOperator(call, call.TargetMethod.Name, ("x", Promote(number))));
    }

    /// <summary>Follows a call into a method whose source is at hand.</summary>
    private Meaning Inline(IInvocationOperation call, LayerInstance layer, IReadOnlyList<Meaning> arguments, bool isSub)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method.OriginalDefinition.DeclaringSyntaxReferences.Length == 0)
        {
            Report(Rules.NoRule, call, [], method.Name, $"its source is not at hand, it comes compiled from {method.ContainingAssembly?.Name}; copy its formula into this project");
            return Meaning.Unknown;
        }

        Frame? open = _frames.FirstOrDefault(frame => SymbolEqualityComparer.Default.Equals(frame.Method.OriginalDefinition, method.OriginalDefinition) && frame.Layer.Path == layer.Path);
        if (open is not null)
        {
            string chain = string.Join(" → ", _frames.Reverse().SkipWhile(frame => frame != open).Select(frame => frame.Method.Name).Append(method.Name));
            Report(Rules.Recursion, call, [], method.Name, chain);
            return Meaning.Unknown;
        }

        DefinitionMethod? declared = layer.Declared?.Methods.FirstOrDefault(candidate => SymbolEqualityComparer.Default.Equals(candidate.Symbol, method));
        if (declared is not null && isSub && Fits(call, layer, declared.Inputs.Select(input => (input.Name, input.Shape?.Shape)), arguments) is null) return Meaning.Unknown;

        bool ownClass = !isSub && SymbolEqualityComparer.Default.Equals(method.ContainingType.OriginalDefinition, _layer.Type.OriginalDefinition);
        var frame = new Frame(layer, method, Current.CallSite ?? (ownClass ? null : call.Syntax.GetLocation()));
        for (int i = 0; i < arguments.Count; i++) frame.Locals[method.OriginalDefinition.Parameters[i]] = arguments[i];
        Meaning result = Run(frame);
        if (isSub && result is Meaning.Tensor tensor) Name(tensor.Value, layer.Path, own: false);
        return result;
    }

    /// <summary>Checks what flows into a sub-layer against the shapes that it declares, and finds what its call-bound dims are here.</summary>
    private BindingResult? Fits(IInvocationOperation call, LayerInstance layer, IEnumerable<(string Name, Shape? Shape)> inputs, IReadOnlyList<Meaning> arguments)
    {
        List<(string Name, Shape Declared, Value Value)> flows =
        [
            .. inputs.Zip(arguments, (input, argument) => (input.Name, input.Shape, argument))
                .Where(flow => flow.Shape is not null && flow.argument is Meaning.Tensor)
                .Select(flow => (flow.Name, flow.Shape!, ((Meaning.Tensor)flow.argument).Value)),
        ];
        BindingResult result = Binding.Unify(
            [.. flows.Select(flow => Leading.Marked(flow.Declared))], [.. flows.Select(flow => flow.Value.Shape)], layer.Dims, _layer.Facts);
        if (result.Conflict is { } conflict)
        {
            (string name, _, Value value) = flows[conflict.Argument];
            string example = conflict.Expected is null ? "" : ShapeRules.CounterExample(conflict.Expected, conflict.Actual!, _layer.Facts);
            IArgumentOperation? argument = call.Arguments.FirstOrDefault(a => a.Parameter?.Name == name);
            var related = new List<Location>();
            if (_origins.TryGetValue(value.Id, out Location? origin)) related.Add(origin);
            if (_layer.Subs.TryGetValue(layer.Path, out SubLayer? sub)) related.Add(sub.Location);
            Report(
                Rules.ShapeMismatch,
                argument?.Value ?? call,
                related,
                $"{layer.Path}.{call.TargetMethod.Name} takes {name} of shape {conflict.ExpectedShape}, but {ShapeRules.Describe(value.Node)} has shape {Leading.Text(value.Shape)}{example}");
            return null;
        }

        foreach (BindingConflict guard in result.Guards) AddGuard(call, [], guard.Expected!, guard.Actual!, OneLine(call.Syntax));
        return result;
    }

    /// <summary>Inlines the graph of a layer that was compiled in another assembly.</summary>
    private Meaning InlineCompiled(IInvocationOperation call, LayerInstance layer, CompiledLayer compiled, IReadOnlyList<Meaning> arguments)
    {
        MethodModel? method = compiled.Methods.FirstOrDefault(candidate => candidate.Name == call.TargetMethod.Name);
        if (method is null) return Refuse(call, $"the graph of {layer.Path} has no {call.TargetMethod.Name}");
        if (Fits(call, layer, method.Inputs.Select(input => (input.Name, (Shape?)input.Shape)), arguments) is not { } bound) return Meaning.Unknown;
        var inputs = new Dictionary<string, Value>();
        for (int i = 0; i < method.Inputs.Count; i++)
            if (arguments[i] is Meaning.Tensor { Value: var value }) inputs[method.Inputs[i].Name] = value;
        Dictionary<string, Dim> names = bound.Names.ToDictionary(pair => pair.Key, pair => pair.Value);
        if (bound.Leading is { } leading) names[Leading.Name] = new Shape(leading).Size;
        foreach (GuardModel guard in method.Guards)
        {
            Dim left = guard.Left.Substitute(names), right = guard.Right.Substitute(names);
            if (Unification.Compare(left, right, _layer.Facts) != Agreement.Equal) AddGuard(call, [], left, right, OneLine(call.Syntax));
        }

        return Guarded(call, [], () =>
        {
            IReadOnlyList<Value> outputs = GraphInliner.Inline(_algebra, method, layer, inputs, names, (path, shape) => Parameter(path, shape, call.Syntax.GetLocation()));
            if (!method.IsTuple) Name(outputs[0], layer.Path, own: false);
            return method.IsTuple
                ? new Meaning.Several([.. outputs.Select(output => new Meaning.Tensor(output))])
                : new Meaning.Tensor(outputs[0]);
        });
    }
}
