using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generators.Diagnostics;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>Reads one class marked <c>[Layer]</c>. The analyzer reads it for the problems, the generator for the model.</summary>
internal static class LayerReader
{
    /// <summary>The model; null if no code can be added to the class, which has then been reported.</summary>
    public static LayerModel? Read(INamedTypeSymbol type, Compilation compilation, Problems problems, CancellationToken cancellation)
    {
        if (!CanBeExtended(type, problems, cancellation)) return null;
        var methods = new List<MethodModel>();
        LayerDeclaration layer = new DeclarationReader(problems, cancellation).Read(type);
        if (HasOneForward(layer, problems))
            foreach (DefinitionMethod method in layer.Methods.Where(method => method.IsEntryPoint))
                if (DefinitionReader.Read(layer, method, compilation, problems, cancellation) is { } model) methods.Add(model);

        return new(
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(),
            new(Containing(type)),
            type.Name,
            problems.HasErrors ? new(problems.Found.Where(found => found.Severity == DiagnosticSeverity.Error).Select(found => found.Id).Distinct().DefaultIfEmpty("C#")) : [],
            new(layer.Dims),
            new(layer.Members),
            new(ParametersOf(layer, "", null)),
            new(layer.FactTexts),
            new(methods));
    }

    private static bool CanBeExtended(INamedTypeSymbol type, Problems problems, CancellationToken cancellation)
    {
        Location location = WellKnown.LocationOf(type);
        (string Because, string Instead)? wrong = type switch
        {
            { IsRecord: true } => ("a record", "a layer has an identity of its own and memory that changes, so make it a class"),
            { IsStatic: true } => ("static", "a layer holds parameters, so it has to be an instance"),
            { IsAbstract: true } => ("abstract", "a layer is made and run, so it cannot be left open"),
            _ when HasTypeParameters(type) => ("generic", "its code is generated once, for one class; take what differs as a dim or a [Setting]"),
            { IsFileLocal: true } => ("file-local", "its other part stands in a generated file; make it internal"),
            _ => null,
        };
        if (wrong is { } found)
        {
            problems.Report(Rules.KindOfType, location, type.Name, found.Because, found.Instead);
            return false;
        }

        for (INamedTypeSymbol? part = type; part is not null; part = part.ContainingType)
        {
            if (IsPartial(part, cancellation)) continue;
            if (SymbolEqualityComparer.Default.Equals(part, type)) problems.Report(Rules.NotPartial, location, type.Name);
            else problems.Report(Rules.KindOfType, location, type.Name, $"inside '{part.Name}', which is not partial", $"make '{part.Name}' partial too");
            return false;
        }

        return true;
    }

    private static bool HasTypeParameters(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? part = type; part is not null; part = part.ContainingType)
            if (part.TypeParameters.Length > 0) return true;
        return false;
    }

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) => type.DeclaringSyntaxReferences
        .Select(reference => reference.GetSyntax(cancellation)).OfType<TypeDeclarationSyntax>()
        .Any(syntax => syntax.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static bool HasOneForward(LayerDeclaration layer, Problems problems)
    {
        List<DefinitionMethod> forwards = [.. layer.Methods.Where(method => method.Symbol.Name == "Forward" && method.IsEntryPoint)];
        if (forwards.Count == 0)
        {
            problems.Report(Rules.NoForward, WellKnown.LocationOf(layer.Type), layer.Type.Name);
            return false;
        }

        foreach (DefinitionMethod second in forwards.Skip(1))
            problems.Report(Rules.SecondForward, WellKnown.LocationOf(second.Symbol), [WellKnown.LocationOf(forwards[0].Symbol)], layer.Type.Name);
        return forwards.Count == 1;
    }

    private static IEnumerable<string> Containing(INamedTypeSymbol type)
    {
        var declarations = new Stack<string>();
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            declarations.Push((outer.IsRecord, outer.TypeKind) switch
            {
                (true, TypeKind.Struct) => $"partial record struct {outer.Name}",
                (true, _) => $"partial record {outer.Name}",
                (_, TypeKind.Struct) => $"partial struct {outer.Name}",
                (_, TypeKind.Interface) => $"partial interface {outer.Name}",
                _ => $"partial class {outer.Name}",
            });
        return declarations;
    }

    /// <summary>Every parameter, in the order in which the constructor makes them: as declared, sub-layers in between.</summary>
    private static IEnumerable<ParameterModel> ParametersOf(LayerDeclaration layer, string path, IReadOnlyDictionary<string, Dim>? dims)
    {
        foreach (MemberModel member in layer.Members)
        {
            if (member is ParameterMember parameter)
                yield return new(path + parameter.Name, dims is null ? parameter.Shape : parameter.Shape.Substitute(dims));
            if (member is not SubMember sub) continue;
            SubLayer found = layer.Subs[sub.Name];
            var inner = new Dictionary<string, Dim>();
            for (int i = 0; i < found.Dims.Count; i++) inner[found.Dims[i]] = dims is null ? sub.Dims[i] : sub.Dims[i].Substitute(dims);
            IEnumerable<ParameterModel> parameters = found.Declared is { } declared
                ? ParametersOf(declared, path + sub.Name + ".", inner)
                : found.Compiled!.Parameters.Select(p => new ParameterModel($"{path}{sub.Name}.{p.Path}", p.Shape.Substitute(inner)));
            foreach (ParameterModel each in parameters) yield return each;
        }
    }
}
