using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generators.Diagnostics;

namespace NNGen.Generators.Reading;

/// <summary>Whether a layer's other part can be added to a class: its members, and a constructor that makes it.</summary>
internal static class KindOfClass
{
    /// <returns>False where no code is emitted at all, for a reason that has been reported.</returns>
    public static bool CanBeExtended(INamedTypeSymbol type, Problems problems, CancellationToken cancellation)
    {
        // C# says already that [Layer] does not stand on an interface or an enum.
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.Name.Length == 0)
        {
            problems.ReportedElsewhere();
            return false;
        }

        Location location = WellKnown.LocationOf(type);
        if (Misfit(type, cancellation) is var (because, instead))
        {
            problems.Report(Rules.KindOfType, location, type.Name, because, instead);
            return false;
        }

        for (INamedTypeSymbol? part = type; part is not null; part = part.ContainingType)
        {
            if (Declarations(part, cancellation).Any(syntax => syntax.Modifiers.Any(SyntaxKind.PartialKeyword))) continue;
            if (SymbolEqualityComparer.Default.Equals(part, type)) problems.Report(Rules.NotPartial, location, type.Name);
            else problems.Report(Rules.KindOfType, location, type.Name, $"is inside '{part.Name}', which is not partial", $"make '{part.Name}' partial too");
            return false;
        }

        return true;
    }

    private static (string Because, string Instead)? Misfit(INamedTypeSymbol type, CancellationToken cancellation) => type switch
    {
        { IsRecord: true } => ("is a record", "a layer has an identity of its own and memory that changes, so make it a class"),
        { TypeKind: TypeKind.Struct } => ("is a struct", "a layer has an identity of its own and memory that changes, so make it a class"),
        { IsStatic: true } => ("is static", "a layer holds parameters, so it has to be an instance"),
        { IsAbstract: true } => ("is abstract", "a layer is made and run, so it cannot be left open"),
        { IsFileLocal: true } => ("is file-local", "its other part stands in a generated file, so make it internal"),
        { BaseType: { SpecialType: not SpecialType.System_Object, TypeKind: not TypeKind.Error } parent }
            => ($"derives from '{parent.Name}'", "a layer is made of others and inherits nothing, so declare what it builds on as a [Sub]"),
        { TypeParameters.Length: > 0 } => ("is generic", "its code is generated once for one class, so take what differs as a dim or a [Setting]"),
        _ when Outer(type).FirstOrDefault(outer => outer.TypeParameters.Length > 0) is { } generic
            => ($"is inside '{generic.Name}', which is generic", "its code is generated once for one class, so move it out"),
        _ when Outer(type).FirstOrDefault(outer => outer.IsFileLocal) is { } local
            => ($"is inside '{local.Name}', which is file-local", "its other part stands in a generated file, so move it out"),
        _ when Declarations(type, cancellation).Any(syntax => syntax.ParameterList is not null)
            => ("has a primary constructor", "its constructor is generated, so declare sizes as [Dim] and numbers as [Setting]"),
        _ => null,
    };

    private static IEnumerable<INamedTypeSymbol> Outer(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType) yield return outer;
    }

    private static IEnumerable<TypeDeclarationSyntax> Declarations(INamedTypeSymbol type, CancellationToken cancellation)
        => type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation)).OfType<TypeDeclarationSyntax>();
}
