using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generators.Graphs;

namespace NNGen.Generators.Reading;

/// <summary>The types of the runtime that a definition is written with, by name.</summary>
internal static class WellKnown
{
    public const string LayerAttribute = "NNGen.LayerAttribute";
    public const string ParamAttribute = "NNGen.ParamAttribute";
    public const string StateAttribute = "NNGen.StateAttribute";
    public const string SubAttribute = "NNGen.SubAttribute";
    public const string SetAttribute = "NNGen.SetAttribute";
    public const string DimAttribute = "NNGen.DimAttribute";
    public const string SettingAttribute = "NNGen.SettingAttribute";
    public const string ShapeAttribute = "NNGen.ShapeAttribute";
    public const string WhereAttribute = "NNGen.WhereAttribute";
    public const string NoGradAttribute = "NNGen.NoGradAttribute";
    public const string GradientAttribute = "NNGen.GradientAttribute";
    public const string LayerGraphAttribute = "NNGen.LayerGraphAttribute";

    public static bool IsVar(ITypeSymbol? type) => Is(type, "Var") || Is(type, "Parameter") || Is(type, "State");

    public static bool IsIntVar(ITypeSymbol? type) => Is(type, "IntVar");

    public static bool IsMask(ITypeSymbol? type) => Is(type, "Mask");

    /// <summary>True for what a definition computes with: symbols, not numbers.</summary>
    public static bool IsSymbolic(ITypeSymbol? type) => IsVar(type) || IsIntVar(type) || IsMask(type);

    /// <summary>What the elements of a symbol are.</summary>
    public static ElementType ElementOf(ITypeSymbol? type) => IsIntVar(type) ? ElementType.Int : IsMask(type) ? ElementType.Mask : ElementType.Float;

    public static bool IsOps(ITypeSymbol? type) => Is(type, "Ops");

    public static bool IsShape(ITypeSymbol? type) => Is(type, "Shape");

    public static bool IsSubList(ITypeSymbol? type) => Is(type, "SubList");

    public static bool IsParameter(ITypeSymbol? type) => Is(type, "Parameter");

    public static bool IsState(ITypeSymbol? type) => Is(type, "State");

    public static AttributeData? Attribute(ISymbol symbol, string name) => Attributes(symbol, name).FirstOrDefault();

    public static IEnumerable<AttributeData> Attributes(ISymbol symbol, string name)
        => symbol.GetAttributes().Where(attribute => attribute.AttributeClass?.ToDisplayString() == name);

    public static bool IsLayer(ITypeSymbol type) => Attribute(type, LayerAttribute) is not null;

    /// <summary>Where an attribute is written, or where its symbol is.</summary>
    public static Location LocationOf(AttributeData attribute, ISymbol symbol)
        => attribute.ApplicationSyntaxReference is { } reference
            ? reference.SyntaxTree.GetLocation(reference.Span)
            : LocationOf(symbol);

    /// <summary>Where an argument of an attribute is written.</summary>
    public static Location ArgumentOf(AttributeData attribute, int index, ISymbol symbol, CancellationToken cancellation)
        => attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax syntax
            && syntax.ArgumentList?.Arguments.Where(argument => argument.NameEquals is null).ElementAtOrDefault(index) is { } argument
                ? argument.GetLocation()
                : LocationOf(attribute, symbol);

    /// <summary>Whether all of it stands in files that NNGen writes.</summary>
    public static bool IsGenerated(ISymbol symbol)
        => symbol.Locations.All(location => location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) != false);

    public static Location LocationOf(ISymbol symbol) => symbol.Locations.FirstOrDefault() ?? Location.None;

    private static bool Is(ITypeSymbol? type, string name)
        => type is { ContainingNamespace: { Name: "NNGen", ContainingNamespace.IsGlobalNamespace: true } } && type.Name == name;
}
