using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NNGen.Generators.Diagnostics;
using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>The calls of a definition: operators, methods of the class, helpers, sub-layers.</summary>
internal sealed partial class DefinitionReader
{
    private Meaning EvaluateCall(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (call.Arguments.FirstOrDefault(argument => argument.Parameter?.RefKind is RefKind.Out or RefKind.Ref) is { } byReference)
            return Refuse(byReference, "a definition passes nothing by reference; return several things as a tuple");
        Meaning? instance = call.Instance is null ? null : Evaluate(call.Instance);
        var arguments = new List<(IArgumentOperation Argument, Meaning Meaning)>();
        foreach (IArgumentOperation argument in call.Arguments) arguments.Add((argument, Evaluate(argument.Value)));
        if (instance is Meaning.List { Items: var added } && method.Name == "Add" && arguments is [(_, var item)] && IsUnknown(item)) added.Add(Meaning.Unknown);
        if (instance == Meaning.Unknown || arguments.Any(argument => IsUnknown(argument.Meaning))) return Meaning.Unknown;

        if (WellKnown.IsOps(method.ContainingType))
            return CallOperator(call, method.Name, [.. arguments.Select(argument => (argument.Argument.Parameter?.Name ?? "", argument.Meaning))]);
        if (method.ContainingType?.ToDisplayString() is "System.MathF" or "System.Math") return CallMath(call, [.. arguments.Select(argument => argument.Meaning)]);
        if (instance is Meaning.Tensor { Value: var tensor } && method.Name == "Size" && arguments is [var (_, axis)]) return SizeOf(call, tensor.Shape, axis);
        if (instance is Meaning.State state && method.Name == "Update" && arguments is [var (_, next)]) return Update(call, state, next);
        if (method is { Name: "Range", ContainingType.Name: "Enumerable" }) return Range(call, [.. arguments.Select(argument => argument.Meaning)]);
        if (instance is Meaning.List list) return CallList(call, list, [.. arguments.Select(argument => argument.Meaning)]);
        if (instance is not (null or Meaning.Layer))
            return Refuse(call, Advice.ForMember(method));

        LayerInstance layer = instance is Meaning.Layer { Instance: var found } ? found : Current.Layer;
        IReadOnlyList<Meaning> inOrder = [.. arguments.OrderBy(argument => argument.Argument.Parameter?.Ordinal ?? 0).Select(argument => argument.Meaning)];
        return layer.Compiled is { } compiled && instance is not null ? InlineCompiled(call, layer, compiled, inOrder) : Inline(call, layer, inOrder);
    }

    /// <summary>Adds what an operator stands for; a shape that does not fit is reported on the expression.</summary>
    private Meaning CallOperator(IOperation operation, string name, params (string Name, Meaning Meaning)[] arguments)
    {
        if (!OperatorTable.TryGetFunction(name, out Function function))
        {
            Report(Rules.NoRule, operation, [], $"'{Quote(operation)}' cannot be compiled: there is no rule for Ops.{name} yet");
            return Meaning.Unknown;
        }

        if (arguments.Any(argument => argument.Meaning is Meaning.List { Items: var items } && items.Contains(Meaning.NoValue))) return Refuse(operation, "an element of the array has no value yet");
        var values = arguments.ToDictionary(argument => argument.Name, argument => Plain(argument.Meaning));
        List<Value> operands = [.. arguments.SelectMany(argument => TensorsIn(argument.Meaning))];
        if (LeadingRules.Misuse(function, operands, values) is { } misuse) return Refuse(operation, misuse);
        Meaning result = Guarded(operation, operands, () => new Meaning.Tensor(function.Build(_algebra, new(values))));
        return result is Meaning.Tensor { Value: var built } && LeadingRules.MisuseOfResult(function, built) is { } misused ? Refuse(operation, misused) : result;
    }

    private static IEnumerable<Value> TensorsIn(Meaning meaning) => meaning switch
    {
        Meaning.Tensor { Value: var value } => [value],
        Meaning.List { Items: var items } => items.SelectMany(TensorsIn),
        _ => [],
    };

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
    private Meaning CallMath(IInvocationOperation call, IReadOnlyList<Meaning> arguments)
    {
        string name = call.TargetMethod.Name;
        List<Meaning> numbers = [.. arguments.Where(argument => argument is Meaning.Number or Meaning.Size).Select(Promote)];
        if (numbers.Count != arguments.Count || arguments.All(argument => argument is Meaning.Size)) return Refused();
        return (name, numbers.Count) switch
        {
            ("Sqrt" or "Exp" or "Log" or "Sin" or "Cos" or "Tanh" or "Abs", 1) => Number(name, ("x", numbers[0])),
            ("Pow", 2) => Number(name, ("x", numbers[0]), ("p", numbers[1])),
            ("Max", 2) => Number("Maximum", ("a", numbers[0]), ("b", numbers[1])),
            ("Min", 2) => Number("Minimum", ("a", numbers[0]), ("b", numbers[1])),
            ("Clamp", 3) => Number(name, ("x", numbers[0]), ("min", numbers[1]), ("max", numbers[2])),
            _ => Refused(),
        };
        Meaning Number(string function, params (string, Meaning)[] operands) => AsNumber(CallOperator(call, function, operands));
        Meaning Refused() => Refuse(call, "of Math and MathF the compiler follows Sqrt, Exp, Log, Sin, Cos, Tanh, Abs, Pow, Max, Min and Clamp, each of real numbers");
    }

    /// <summary>Follows a call into a method whose source is at hand.</summary>
    private Meaning Inline(IInvocationOperation call, LayerInstance layer, IReadOnlyList<Meaning> arguments)
    {
        IMethodSymbol method = call.TargetMethod.OriginalDefinition;
        if (!SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, _bodies.Compilation.Assembly))
        {
            string home = method.ContainingAssembly is { Name: var assembly } ? $"it comes compiled from {assembly}" : "it is not there";
            Report(Rules.NoRule, call, [], $"'{method.ContainingType?.Name}.{method.Name}' cannot be compiled: its source is not at hand, {home}; write its formula here, with Ops");
            return Meaning.Unknown;
        }

        if (method.DeclaringSyntaxReferences.Length == 0 || method.IsAbstract || method.IsExtern)
        {
            Report(Rules.NoRule, call, [], $"'{method.ContainingType?.Name}.{method.Name}' cannot be compiled: it has no body that the compiler could follow");
            return Meaning.Unknown;
        }

        DefinitionMethod? declared = layer.Declared?.Methods.FirstOrDefault(candidate => SymbolEqualityComparer.Default.Equals(candidate.Symbol, method));
        if (declared is not null && Fits(call, layer, [.. declared.Inputs.Select(input => (input.Name, input.Shape?.Shape))], arguments) is null) return Meaning.Unknown;

        return FollowWithGradient(call, layer, method, arguments);
    }

    /// <summary>Follows a method or a getter with its arguments.</summary>
    private Meaning Follow(IOperation call, LayerInstance layer, IMethodSymbol method, IReadOnlyList<Meaning> arguments)
    {
        if (IsRecursive(call, layer, method)) return Meaning.Unknown;
        bool isSub = layer.Path != Current.Layer.Path;
        bool ownClass = !isSub && SymbolEqualityComparer.Default.Equals(method.ContainingType.OriginalDefinition, _layer.Type.OriginalDefinition);
        var frame = new Frame(layer, method)
        {
            CallSite = Current.CallSite ?? (ownClass ? null : call.Syntax.GetLocation()),
            Within = Current.Within ?? (isSub ? layer : null),
        };
        for (int i = 0; i < Math.Min(arguments.Count, method.Parameters.Length); i++) frame.Locals[method.Parameters[i]] = arguments[i];
        Meaning result = Run(frame);
        if (isSub && result is Meaning.Tensor tensor) Name(tensor.Value, layer.Path, own: false);
        return result;
    }

    private bool IsRecursive(IOperation call, LayerInstance layer, IMethodSymbol method)
    {
        Frame? open = _frames.FirstOrDefault(frame => SymbolEqualityComparer.Default.Equals(frame.Method.OriginalDefinition, method) && frame.Layer.Path == layer.Path);
        if (open is null) return false;
        string chain = string.Join(" → ", _frames.Reverse().SkipWhile(frame => frame != open).Select(frame => NameOf(frame.Method)).Append(NameOf(method)));
        Report(Rules.Recursion, call, [], $"'{NameOf(method)}' calls itself, {chain}; calls are written out one by one, so use a loop with a count that the compiler knows");
        return true;
    }

    /// <summary>Checks what flows into a method against the shapes that it declares, and finds what its call-bound dims are here.</summary>
    private BindingResult? Fits(IInvocationOperation call, LayerInstance layer, IReadOnlyList<(string Name, Shape? Shape)> inputs, IReadOnlyList<Meaning> arguments)
    {
        List<(string Name, Shape Declared, Value Value)> flows =
        [
            .. inputs.Zip(arguments, (input, argument) => (input.Name, input.Shape, argument))
                .Where(flow => flow.Shape is not null && flow.argument is Meaning.Tensor)
                .Select(flow => (flow.Name, flow.Shape!, ((Meaning.Tensor)flow.argument).Value)),
        ];
        if (flows.FirstOrDefault(flow => Leading.Starts(flow.Value.Shape) && !Leading.Starts(flow.Declared)) is { Name: { } taken } misfit)
        {
            Report(Rules.ShapeMismatch, call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == taken)?.Value ?? call, [],
                $"'{layer.PathOf(call.TargetMethod.Name)}' takes {taken} of shape {misfit.Declared}, but {ShapeRules.Describe(misfit.Value.Node)} has shape {misfit.Value.Shape}: \"...\" stands for any number of dims; name them here, or write \"...\" there");
            return null;
        }

        BindingResult result = Binding.Unify(
            [.. flows.Select(flow => Leading.Marked(flow.Declared))], [.. flows.Select(flow => flow.Value.Shape)], layer.Dims, _layer.Facts);
        string callee = layer.PathOf(call.TargetMethod.Name);
        if (result.Conflict is { } conflict)
        {
            (string name, Shape declared, Value value) = flows[conflict.Argument];
            List<Location> related = _origins.TryGetValue(value.Id, out Location? origin) ? [origin] : [];
            if (layer.Location != Location.None && layer.Location.IsInSource) related.Add(layer.Location);
            Report(
                Rules.ShapeMismatch,
                call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == name)?.Value ?? call,
                related,
                $"'{callee}' takes {name} of shape {conflict.ExpectedShape}, but {ShapeRules.Describe(value.Node)} has shape {value.Shape}{Explain(conflict, declared, layer)}");
            return null;
        }

        List<Value> values = [.. flows.Select(flow => flow.Value)];
        List<Location> origins = [.. values.Where(value => _origins.ContainsKey(value.Id)).Select(value => _origins[value.Id])];
        foreach (BindingConflict guard in result.Guards) AddGuard(call, origins, new(guard.Expected!, Relation.Equal, guard.Actual!), values);
        return Holds(call, layer, result, callee, values) ? result : null;
    }

    /// <summary>Which dim is wrong, and what it is called where it was declared.</summary>
    private string Explain(BindingConflict conflict, Shape declared, LayerInstance layer)
    {
        Shape actual = conflict.ActualShape;
        if (conflict.Expected is not { } expected) return $": {ShapeText.Count(actual.Rank, "dim")} instead of {conflict.ExpectedShape.Rank}{(conflict.ExpectedShape.HasLeading ? " or more" : "")}";
        int fromRight = actual.Rank - conflict.Axis;
        Dim? own = fromRight <= declared.Rank ? declared[declared.Rank - fromRight] : null;
        string named = own is not null && !own.Equals(expected) && layer.Path.Length > 0 ? $", the {own} of {layer.Path}" : "";
        // Its constructor may take the dims in another order than the reader of the [Sub] thinks.
        string filled = own is not null && own.Names.Any(layer.Dims.ContainsKey) && layer.Path.Length > 0 ? $" ({layer.Path} is {layer.Filled})" : "";
        string example = conflict.ExpectedShape.Rank == actual.Rank && !conflict.ExpectedShape.HasLeading ? ShapeText.Example(conflict.ExpectedShape, actual, conflict.Axis, _layer.Facts) : "";
        return $": {actual[conflict.Axis]}, its {ShapeText.Place(conflict.Axis, actual.Rank)} dim, is not {expected}{named}{filled}{example}";
    }

    /// <summary>Facts that a sub-layer states of its calls have to follow from what is known here; its constructor's facts are known.</summary>
    private bool Holds(IInvocationOperation call, LayerInstance layer, BindingResult bound, string callee, IReadOnlyList<Value> values)
    {
        foreach (Fact fact in layer.Facts.Where(fact => !fact.Names.All(layer.Dims.ContainsKey) && fact.Names.All(bound.Names.ContainsKey)))
        {
            Fact here = fact.Substitute(bound.Names);
            string stated = here.ToString() == fact.ToString() ? $"{fact}" : $"{fact}, here {here}";
            switch (Unification.Decide(here, _layer.Facts))
            {
                case Truth.Never:
                    Report(Rules.ShapeMismatch, call, [layer.Location], $"'{callee}' can be called only where {stated}, which never holds");
                    return false;
                case Truth.Undecided:
                    AddGuard(call, [layer.Location], here, values);
                    break;
            }
        }

        return true;
    }

    /// <summary>Inlines the graph of a layer that was compiled in another assembly.</summary>
    private Meaning InlineCompiled(IInvocationOperation call, LayerInstance layer, CompiledLayer compiled, IReadOnlyList<Meaning> arguments)
    {
        MethodModel? method = compiled.Methods.FirstOrDefault(candidate => candidate.Name == call.TargetMethod.Name && candidate.Inputs.Count == arguments.Count);
        if (method is null) return Refuse(call, $"only the public methods over Var of {layer.TypeName}, which comes from another assembly, can be called");
        if (Fits(call, layer, [.. method.Inputs.Select(input => (input.Name, (Shape?)input.Shape))], arguments) is not { } bound) return Meaning.Unknown;
        var inputs = new Dictionary<string, Value>();
        for (int i = 0; i < method.Inputs.Count; i++)
            if (arguments[i] is Meaning.Tensor { Value: var value }) inputs[method.Inputs[i].Name] = value;
        Dictionary<string, Dim> names = bound.Names.ToDictionary(pair => pair.Key, pair => pair.Value);
        if (bound.Leading is { } leading) names[Leading.Name] = new Shape(leading).Size;
        foreach (GuardModel guard in method.Guards.Where(guard => guard.IsIn(_algebra.IsTraining)))
        {
            Fact here = guard.Fact.Substitute(names);
            switch (Unification.Decide(here, _layer.Facts))
            {
                case Truth.Never:
                    Report(Rules.ShapeMismatch, call, [layer.Location], $"'{layer.PathOf(call.TargetMethod.Name)}' can be called only where {guard.Fact}, here {here}, which never holds");
                    return Meaning.Unknown;
                case Truth.Undecided:
                    AddGuard(call, [], here, [.. inputs.Values]);
                    break;
            }
        }

        return Guarded(call, [.. inputs.Values], () =>
        {
            _algebra.DependsOnMode |= method.Inference is not null;
            IReadOnlyList<Value> outputs = GraphInliner.Inline(
                _algebra, _algebra.IsTraining ? method.Graph : method.InInference, layer, inputs, names,
                (path, shape) => Parameter(path, shape, call.Syntax.GetLocation()), (path, shape) => State(path, shape, call.Syntax.GetLocation()).Value, SetState);
            if (!method.IsTuple) Name(outputs[0], layer.Path, own: false);
            return method.IsTuple
                ? new Meaning.Several([.. outputs.Select(output => new Meaning.Tensor(output))])
                : new Meaning.Tensor(outputs[0]);
        });
    }
}
