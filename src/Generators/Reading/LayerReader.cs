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
    public static LayerModel? Read(INamedTypeSymbol type, MethodBodies bodies, Problems problems, CancellationToken cancellation)
    {
        if (!KindOfClass.CanBeExtended(type, problems, cancellation)) return null;
        LayerDeclaration layer = DeclarationReader.Read(type, bodies.Compilation, problems, cancellation);
        CheckForward(layer, problems);
        if (layer.Methods.GroupBy(method => (method.Symbol.Name, string.Join(", ", method.Inputs.Select(input => input.Symbol.Type.ToDisplayString())))).Any(same => same.Count() > 1))
            problems.ReportedElsewhere(); // C# says that there are two methods of the same signature.
        if (layer.Methods.Any(method => type.GetMembers(method.Symbol.Name).Any(member => member is not IMethodSymbol)))
            problems.ReportedElsewhere(); // And here that a method is called as another member.
        GradientDeclaration.Check(type, problems, cancellation);
        CheckConstructors(layer, problems, cancellation);
        var methods = new List<MethodModel>();
        foreach (DefinitionMethod method in layer.Methods.Where(method => method.IsEntryPoint))
            if (DefinitionReader.Read(layer, method, bodies, problems, cancellation) is { } model) methods.Add(model);

        return new(
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(WithKeywordsEscaped),
            new(Containing(type)),
            type.Name,
            problems.HasErrors ? new(problems.Found.Where(found => found.Severity == DiagnosticSeverity.Error).Select(found => found.Id).Distinct().DefaultIfEmpty("C#")) : [],
            new(layer.Dims),
            new(layer.Members),
            new(TensorsOf<ParameterMember>(LayerInstance.Of(layer), compiled => compiled.Parameters)),
            new(TensorsOf<StateMember>(LayerInstance.Of(layer), compiled => compiled.States)),
            new(layer.FactTexts),
            new(methods),
            problems.HasErrors ? BrokenLayer.Of(layer) : null)
        {
            Computing = new(type.GetMembers().Where(member => !WellKnown.IsGenerated(member)).Select(member => member.Name).Append(type.Name)
                .Where(name => name.StartsWith(LayerModel.ComputingPrefix, StringComparison.Ordinal)).Distinct().OrderBy(name => name, StringComparer.Ordinal)),
        };
    }

    /// <summary>A constructor of the user's own has to go on to the generated one, which makes the parameters.</summary>
    private static void CheckConstructors(LayerDeclaration layer, Problems problems, CancellationToken cancellation)
    {
        foreach (IMethodSymbol constructor in layer.Type.InstanceConstructors)
            if (constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is ConstructorDeclarationSyntax syntax
                && !syntax.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)
                && syntax.Initializer?.ThisOrBaseKeyword.IsKind(SyntaxKind.ThisKeyword) != true)
                problems.Report(
                    Rules.Constructor,
                    syntax.Identifier.GetLocation(),
                    $"'{layer.Type.Name}' is made by a generated constructor, {layer.Type.Name}({string.Join(", ", layer.Dims.Select(dim => $"int {dim}").Append("int? seed"))}), which makes its parameters; go on to it with ': this({string.Join(", ", layer.Dims.Select(dim => $"{dim}: …"))})', or take this one away");
    }

    private static void CheckForward(LayerDeclaration layer, Problems problems)
    {
        List<DefinitionMethod> forwards = [.. layer.Methods.Where(method => method.Symbol.Name == "Forward" && method.IsEntryPoint)];
        foreach (DefinitionMethod second in forwards.Skip(1))
            problems.Report(Rules.SecondForward, WellKnown.LocationOf(second.Symbol), [WellKnown.LocationOf(forwards[0].Symbol)], layer.Type.Name);
        if (forwards.Count > 0) return;

        List<IMethodSymbol> hidden = [.. layer.Type.GetMembers("Forward").OfType<IMethodSymbol>().Where(method => method.Parameters.Any(parameter => WellKnown.IsSymbolic(parameter.Type)))];
        if (hidden.FirstOrDefault(method => method.IsStatic) is { } still)
            problems.Report(Rules.NoForward, WellKnown.LocationOf(still), $"'{layer.Type.Name}' has no Forward because this one is static; it computes with the parameters of an instance, so take 'static' away");
        else if (hidden.Count > 0)
            problems.Report(Rules.NoForward, WellKnown.LocationOf(hidden[0]), $"'{layer.Type.Name}' has no Forward because this one is not public; make it public");
        else if (layer.Type.GetMembers("Forward").OfType<IMethodSymbol>().Any(method => method.Parameters.Any(parameter => parameter.Type.TypeKind == TypeKind.Error))
            || layer.Type.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax().ContainsDiagnostics)) // half-typed: it may be in there
            problems.ReportedElsewhere();
        else if (layer.Type.GetMembers("Forward").OfType<IMethodSymbol>().FirstOrDefault(method => !method.IsImplicitlyDeclared && method.Parameters.Length > 0
            && method.Locations.Any(place => place.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == false)) is { } numeric)
            problems.Report(Rules.NoForward, WellKnown.LocationOf(numeric), $"'{layer.Type.Name}' has no Forward over symbols, and this one takes {DefinitionSignature.WithArticle(numeric.Parameters[0].Type)}; write Var where a tensor of reals comes in and IntVar where one of integers does, and the Forward over tensors is generated");
        else
            problems.Report(Rules.NoForward, WellKnown.LocationOf(layer.Type), $"'{layer.Type.Name}' has no Forward; write 'public Var Forward([Shape(…)] Var x)', the formula from which the backward pass is derived");
    }

    private static readonly SymbolDisplayFormat WithKeywordsEscaped = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private static readonly SymbolDisplayFormat Escaped = new(miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private static IEnumerable<string> Containing(INamedTypeSymbol type)
    {
        var declarations = new Stack<string>();
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            declarations.Push((outer.IsRecord, outer.TypeKind) switch
            {
                (true, TypeKind.Struct) => $"partial record struct {outer.ToDisplayString(Escaped)}",
                (true, _) => $"partial record {outer.ToDisplayString(Escaped)}",
                (_, TypeKind.Struct) => $"partial struct {outer.ToDisplayString(Escaped)}",
                (_, TypeKind.Interface) => $"partial interface {outer.ToDisplayString(Escaped)}",
                _ => $"partial class {outer.ToDisplayString(Escaped)}",
            });
        return declarations;
    }

    /// <summary>Every parameter, or state, in the order in which the constructor makes them: as declared, sub-layers in between.</summary>
    private static IEnumerable<ParameterModel> TensorsOf<TMember>(LayerInstance layer, Func<CompiledLayer, IEnumerable<ParameterModel>> ofCompiled)
        where TMember : TensorMember
    {
        if (layer.Compiled is { } compiled) return ofCompiled(compiled).Select(tensor => Here(tensor.Path, tensor.Shape));
        return layer.Declared!.Members.SelectMany(member => member switch
        {
            TMember tensor => [Here(tensor.Name, tensor.Shape)],
            SubMember sub => layer.Subs(layer.Declared.Subs[sub.Name]).SelectMany(one => TensorsOf<TMember>(one, ofCompiled)),
            _ => [],
        });

        ParameterModel Here(string path, Shape shape) => new(layer.PathOf(path), shape.Substitute(layer.Dims));
    }
}
