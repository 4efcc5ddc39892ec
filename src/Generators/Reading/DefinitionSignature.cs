using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generators.Diagnostics;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>What an entry point takes and gives: tensors, whose dims the constructor or a call tells.</summary>
internal static class DefinitionSignature
{
    /// <returns>Whether the body can be read; what is wrong has been reported.</returns>
    public static bool Check(LayerDeclaration layer, DefinitionMethod method, Problems problems)
    {
        bool right = HasPlainForm(method, problems);
        foreach (DefinitionInput input in method.Inputs) right &= IsTensor(input, problems);
        right &= ReturnsTensors(method, problems);
        if (!right || method.Inputs.Any(input => input.Shape is null)) return false;

        // Where a member's declaration is wrong, a dim may be missing because of that.
        return layer.Broken.Count > 0 || AreDimsKnown(layer, method, problems);
    }

    private static bool HasPlainForm(DefinitionMethod method, Problems problems)
    {
        if (!method.HasNames)
        {
            problems.ReportedElsewhere();
            return false;
        }

        if (!method.Symbol.IsGenericMethod) return true;
        problems.Report(Rules.Signature, WellKnown.LocationOf(method.Symbol), $"'{method.Symbol.Name}' is generic, but code is generated once for each public method; write it over Var, or make it private");
        return false;
    }

    private static bool IsTensor(DefinitionInput input, Problems problems)
    {
        ITypeSymbol type = input.Symbol.Type;
        string? message =
            type.TypeKind == TypeKind.Error ? ""
            : input.Symbol.RefKind != RefKind.None ? $"'{input.Name}' is passed by reference, but a definition takes its inputs by value and returns what it computes, several things as a tuple"
            : WellKnown.IsSymbolic(type) ? null
            : $"'{input.Name}' is {WithArticle(type)}, but a public method of a definition takes Var, IntVar and Mask only; a number is a [Setting], a size a [Dim]";
        if (message is null) return true;
        if (message.Length == 0) problems.ReportedElsewhere();
        else problems.Report(Rules.Signature, WellKnown.LocationOf(input.Symbol), message);
        return false;
    }

    private static bool ReturnsTensors(DefinitionMethod method, Problems problems)
    {
        ITypeSymbol returned = method.Symbol.ReturnType;
        if (WellKnown.IsSymbolic(returned) || returned is INamedTypeSymbol { IsTupleType: true } tuple && tuple.TupleElements.All(element => WellKnown.IsSymbolic(element.Type))) return true;
        if (returned.TypeKind == TypeKind.Error) problems.ReportedElsewhere();
        else problems.Report(Rules.Signature, ReturnTypeLocation(method.Symbol), $"'{method.Symbol.Name}' returns {WithArticle(returned)}, but a public method of a definition returns a Var, an IntVar or a Mask, or a tuple of them");
        return false;
    }

    /// <summary>Every dim has to be found by the constructor or in the arguments of the call.</summary>
    private static bool AreDimsKnown(LayerDeclaration layer, DefinitionMethod method, Problems problems)
    {
        List<DeclaredShape> inputs = [.. method.Inputs.Select(input => input.Shape!)];
        Binding.TrySolve([.. inputs.Select(input => Leading.Marked(input.Shape))], [.. layer.FixedSizes], out BindingPlan plan);
        var bound = new HashSet<string>(layer.FixedSizes.Concat(plan.Names.Select(binding => binding.Name)));
        if (inputs.Any(input => Leading.Starts(input.Shape))) bound.Add(Leading.Name);
        bool known = true;
        foreach (DeclaredShape shape in method.Returns is { } returns ? inputs.Append(returns) : inputs)
            foreach (string name in shape.Shape.Names.Where(name => !bound.Contains(name)))
            {
                string shown = name == Leading.Name ? Leading.Marker : name;
                string why = name == Leading.Name
                    ? $"no input of {method.Symbol.Name} has leading dims"
                    : $"it is no dim of the constructor, and no input of {method.Symbol.Name} has it as a dim of its own";
                problems.Report(Rules.UnknownDim, shape.LocationOf(name), shown, why);
                known = false;
            }

        return known;
    }

    /// <summary>"an int", "a Var", "nothing".</summary>
    public static string WithArticle(ITypeSymbol type)
    {
        string name = type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        if (type.SpecialType == SpecialType.System_Void) return "nothing";
        return (name.Length > 0 && "aeiouAEIOU".Contains(name[0]) ? "an " : "a ") + name;
    }

    private static Location ReturnTypeLocation(IMethodSymbol method)
        => method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is MethodDeclarationSyntax syntax
            ? syntax.ReturnType.GetLocation()
            : WellKnown.LocationOf(method);
}
