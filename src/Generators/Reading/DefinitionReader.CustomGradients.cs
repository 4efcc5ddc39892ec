using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NNGen.Generators.Diagnostics;
using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>Calls of a method for which the user wrote a <c>[Gradient]</c>.</summary>
internal sealed partial class DefinitionReader
{
    /// <summary>Whether a gradient is being read: nothing is derived from its formulas, so methods in them need none of their own.</summary>
    private bool _isInGradient;

    // The members of a class are looked through once for each of its methods, however often that is called.
    private readonly Dictionary<IMethodSymbol, GradientDeclaration?> _gradients = new(SymbolEqualityComparer.Default);

    private GradientDeclaration? GradientOf(IMethodSymbol function)
    {
        if (!_gradients.TryGetValue(function, out GradientDeclaration? gradient)) _gradients[function] = gradient = GradientDeclaration.Of(function);
        return gradient;
    }

    /// <summary>Follows a method, and where it has a gradient of its own, that as well.</summary>
    private Meaning FollowWithGradient(IInvocationOperation call, LayerInstance layer, IMethodSymbol function, IReadOnlyList<Meaning> arguments)
    {
        GradientDeclaration? gradient = _isInGradient || function.MethodKind != MethodKind.Ordinary ? null : GradientOf(function);
        if (gradient is { IsBroken: true })
        {
            _problems.ReportedElsewhere();
            return Meaning.Unknown;
        }

        Meaning result = Follow(call, layer, function, arguments);
        if (gradient is null || result is not Meaning.Tensor { Value: var value }) return result;

        Value seed = CustomGradient.SeedOf(_algebra, value.Shape);
        _isInGradient = true;
        Meaning given = Follow(call, layer, gradient.Method, [.. arguments, result, new Meaning.Tensor(seed)]);
        _isInGradient = false;
        List<(string Name, Value Value)> inputs =
        [
            .. function.Parameters.Zip(arguments, (parameter, argument) => (parameter, argument))
                .Where(one => GradientDeclaration.HasGradient(one.parameter) && one.argument is Meaning.Tensor)
                .Select(one => (one.parameter.Name, ((Meaning.Tensor)one.argument).Value)),
        ];
        if (Tensors(given) is not { } gradients || gradients.Count != inputs.Count) return Meaning.Unknown;
        for (int i = 0; i < inputs.Count; i++)
            if (!IsShapedLike(call, gradient.Method, inputs[i].Name, inputs[i].Value.Shape, gradients[i])) return Meaning.Unknown;
        return new Meaning.Tensor(CustomGradient.Of(value, [.. inputs.Select(input => input.Value)], seed, gradients));
    }

    private void RefuseLocalGradients(IReadOnlyList<IOperation> body)
    {
        foreach (ILocalFunctionOperation local in body.SelectMany(statement => statement is IBlockOperation block ? block.Operations : [statement]).OfType<ILocalFunctionOperation>())
            if (WellKnown.Attribute(local.Symbol, WellKnown.GradientAttribute) is not null)
                Report(Rules.CustomGradient, local, [], $"'{local.Symbol.Name}' is a local function, and a gradient is a static method of a class, beside the method that it is the gradient of");
    }

    private bool IsShapedLike(IOperation call, IMethodSymbol method, string input, Shape shape, Value gradient)
    {
        string says = $"'{NameOf(method)}' gives a gradient of shape {gradient.Shape} for {input}, whose shape is {shape}";
        ShapeText.Difference? never = ShapeText.Compare(shape, gradient.Shape, _layer.Facts, (_, left, right) =>
            AddGuard(call, [WellKnown.LocationOf(method)], new(left, Relation.Equal, right), $"{says}, which is the same only if"));
        if (never is null) return true;
        Report(Rules.ShapeMismatch, call, [WellKnown.LocationOf(method)], $"{says}: {never.Text}");
        return false;
    }
}
