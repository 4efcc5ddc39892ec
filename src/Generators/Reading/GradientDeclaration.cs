using Microsoft.CodeAnalysis;
using NNGen.Generators.Diagnostics;

namespace NNGen.Generators.Reading;

/// <summary>A method marked <c>[Gradient]</c>, and the method that it is the gradient of.</summary>
/// <param name="IsBroken">True if something is wrong with it, which is reported where it is declared.</param>
internal sealed record GradientDeclaration(IMethodSymbol Method, bool IsBroken)
{
    /// <summary>The gradient of a method; null if the compiler is to derive it.</summary>
    public static GradientDeclaration? Of(IMethodSymbol function)
    {
        List<IMethodSymbol> gradients = [.. function.ContainingType.GetMembers().OfType<IMethodSymbol>().Where(method => NameIn(method) == function.Name)];
        return gradients.Count == 0 ? null : new(gradients[0], gradients.Count > 1 || Mistake(gradients[0], function.Name) is not null);
    }

    /// <summary>Reports what is wrong with the gradients that a class declares.</summary>
    public static void Check(INamedTypeSymbol type, Problems problems, CancellationToken cancellation)
    {
        var known = new Dictionary<string, IMethodSymbol>();
        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>())
        {
            if (WellKnown.Attribute(method, WellKnown.GradientAttribute) is not { } attribute) continue;
            Location place = WellKnown.ArgumentOf(attribute, 0, method, cancellation);
            if (NameIn(method) is not { } name)
            {
                if (attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive, IsNull: true }])
                    problems.Report(Rules.CustomGradient, place, $"'{method.Name}' says of no method that it is its gradient; name one, as in [Gradient(nameof(F))]");
                else
                    problems.ReportedElsewhere();
            }
            else if (known.TryGetValue(name, out IMethodSymbol? first))
            {
                problems.Report(Rules.CustomGradient, place, [WellKnown.LocationOf(first)], $"'{name}' has a gradient already, {first.Name}; take one of them away");
            }
            else
            {
                known[name] = method;
                if (Mistake(method, name) is not { } mistake) continue;
                if (mistake.Text.Length == 0) problems.ReportedElsewhere();
                else problems.Report(Rules.CustomGradient, mistake.IsOfSignature ? WellKnown.LocationOf(method) : place, mistake.Text);
            }
        }
    }

    /// <summary>Whether a method's result has a gradient with respect to a parameter.</summary>
    public static bool HasGradient(IParameterSymbol parameter) => WellKnown.IsVar(parameter.Type) && WellKnown.Attribute(parameter, WellKnown.NoGradAttribute) is null;

    private static string? NameIn(IMethodSymbol method)
        => WellKnown.Attribute(method, WellKnown.GradientAttribute)?.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive, Value: string name }] ? name : null;

    private static GradientMistake? Mistake(IMethodSymbol gradient, string name)
    {
        List<IMethodSymbol> functions = [.. gradient.ContainingType.GetMembers(name).OfType<IMethodSymbol>()];
        if (functions.Count == 0) return new($"{gradient.ContainingType.Name} has no method '{name}' of which '{gradient.Name}' could be the gradient; name one that it has, as in [Gradient(nameof(F))]", false);
        if (functions.Count > 1) return new($"'{name}' has {functions.Count} overloads, and a gradient is of one method; give that one a name of its own", false);
        IMethodSymbol function = functions[0];
        if (function.Parameters.Concat(gradient.Parameters).Select(parameter => parameter.Type).Append(function.ReturnType).Append(gradient.ReturnType).Any(type => type.TypeKind == TypeKind.Error)) return new("", false);
        if (!function.IsStatic) return new($"'{name}' is an instance method, and only a static one has a gradient of its own: it would depend on parameters that the gradient does not see; pass them in", false);
        if (function.IsGenericMethod) return new($"'{name}' is generic, and a gradient is of one method; write it over Var", false);
        if (!WellKnown.IsVar(function.ReturnType)) return new($"'{name}' returns {DefinitionSignature.WithArticle(function.ReturnType)}, and only a method that returns one Var has a gradient of its own; write one for each result, or take the [Gradient] away", false);
        if (!function.Parameters.Any(HasGradient)) return new($"'{name}' takes no Var of which there could be a gradient; take the [Gradient] away, or pass the Var in", false);
        if (function.Parameters.FirstOrDefault(parameter => !IsPlain(parameter)) is { } odd)
            return new($"'{name}' takes '{odd.Name}', {DefinitionSignature.WithArticle(odd.Type)}; a method with a gradient of its own takes single tensors and numbers", false);
        return IsRight(gradient, function) ? null : new($"'{gradient.Name}' is the gradient of {name}, so it is declared as '{Signature(gradient, function)}'", true);
    }

    private static bool IsPlain(IParameterSymbol parameter) => parameter.RefKind == RefKind.None
        && (WellKnown.IsSymbolic(parameter.Type) || parameter.Type.SpecialType is SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Int32 or SpecialType.System_Boolean);

    private static bool IsRight(IMethodSymbol gradient, IMethodSymbol function)
    {
        int inputs = function.Parameters.Length, gradients = function.Parameters.Count(HasGradient);
        return gradient is { IsStatic: true, IsGenericMethod: false }
            && gradient.Parameters.Length == inputs + 2
            && function.Parameters.All(parameter => SymbolEqualityComparer.Default.Equals(parameter.Type, gradient.Parameters[parameter.Ordinal].Type))
            && gradient.Parameters.Skip(inputs).All(parameter => WellKnown.IsVar(parameter.Type) && !WellKnown.IsParameter(parameter.Type))
            && gradient.Parameters.All(parameter => parameter.RefKind == RefKind.None)
            && (gradients == 1 ? WellKnown.IsVar(gradient.ReturnType)
                : gradient.ReturnType is INamedTypeSymbol { IsTupleType: true, TupleElements: var elements } && elements.Length == gradients && elements.All(element => WellKnown.IsVar(element.Type)));
    }

    private static string Signature(IMethodSymbol gradient, IMethodSymbol function)
    {
        List<string> with = [.. function.Parameters.Where(HasGradient).Select(parameter => parameter.Name)];
        string returns = with.Count == 1 ? "Var" : $"({string.Join(", ", with.Select(name => $"Var d{name}"))})";
        string y = function.Parameters.Any(parameter => parameter.Name == "y") ? "result" : "y";
        IEnumerable<string> parameters = function.Parameters.Select(parameter => $"{parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)} {parameter.Name}");
        return $"static {returns} {gradient.Name}({string.Join(", ", [.. parameters, $"Var {y}", $"Var d{y}"])})";
    }

    /// <summary>What is wrong; no text where C# says it already.</summary>
    private sealed record GradientMistake(string Text, bool IsOfSignature);
}
