using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>
/// The outside of a layer that has an error: what its members would be called and take, as far as the symbols tell.
/// Members that throw are made of it, so that no further error follows wherever the layer is used.
/// </summary>
/// <param name="Taken">The names of the members that the user wrote: nothing of the same name is added beside them.</param>
internal sealed record BrokenLayer(
    EquatableArray<string> Dims,
    EquatableArray<BrokenSetting> Settings,
    EquatableArray<BrokenProperty> Properties,
    EquatableArray<BrokenMethod> Methods,
    EquatableArray<string> Taken)
{
    private static readonly string[] Markers = [WellKnown.ParamAttribute, WellKnown.StateAttribute, WellKnown.SubAttribute, WellKnown.DimAttribute, WellKnown.SettingAttribute];

    public static BrokenLayer Of(LayerDeclaration layer)
    {
        var dims = new List<string>();
        var settings = new List<BrokenSetting>();
        var properties = new List<BrokenProperty>();
        foreach (IPropertySymbol property in layer.Type.GetMembers().OfType<IPropertySymbol>())
        {
            AttributeData? marker = Markers.Select(name => WellKnown.Attribute(property, name)).FirstOrDefault(attribute => attribute is not null);
            if (marker is null) continue;
            string kind = marker.AttributeClass!.ToDisplayString();
            if (kind == WellKnown.SettingAttribute) settings.Add(new(property.Type.SpecialType == SpecialType.System_Int32 ? "int" : "float", property.Name));
            else dims.AddRange(kind == WellKnown.DimAttribute ? [property.Name] : DimReader.NamesInOrder(marker));
            if (property.IsPartialDefinition && !DeclarationReader.IsImplemented(property) && property.Type is not ({ TypeKind: TypeKind.Error } or INamedTypeSymbol { TypeArguments: [{ TypeKind: TypeKind.Error }] })) properties.Add(BrokenProperty.Of(property));
        }

        IEnumerable<string> free = dims.Distinct().Where(dim => SyntaxFacts.IsValidIdentifier(dim) && settings.All(setting => setting.Name != dim) && !NameRules.OfEveryObject.Contains(dim) && (layer.Type.GetMembers(dim).IsEmpty || properties.Any(property => property.Name == dim)));
        return new(
            new(free), new(settings), new(properties),
            new(layer.Methods.Where(method => method.IsEntryPoint).Select(BrokenMethod.Of).Where(method => method is not null).Select(method => method!)
                .GroupBy(method => (method.Name, string.Join(",", method.Inputs.Select(input => $"{input.Type}{input.IsScalar}")))).Select(same => same.First())),
            new(layer.Type.GetMembers().Where(member => !member.IsImplicitlyDeclared && member is not IMethodSymbol).Select(member => member.Name).Distinct()));
    }
}

/// <summary>A partial property: its modifiers, its type, its name, and whether its setter is "set", "init" or none.</summary>
internal sealed record BrokenProperty(string Modifiers, string Type, string Name, bool HasGetter, string Setter)
{
    private static string NameOf(IPropertySymbol property) => property.IsIndexer
        ? $"this[{string.Join(", ", property.Parameters.Select(parameter => $"{parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)} {parameter.Name}"))}]"
        : property.Name;

    public static BrokenProperty Of(IPropertySymbol property)
    {
        var syntax = property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as BasePropertyDeclarationSyntax;
        string modifiers = string.Join(" ", syntax?.Modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.PartialKeyword)).Select(modifier => modifier.Text) ?? []);
        return new(modifiers, property.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), NameOf(property), property.GetMethod is not null, property.SetMethod is { } setter ? setter.IsInitOnly ? "init" : "set" : "");
    }
}

/// <summary>A setting that the constructor takes.</summary>
internal sealed record BrokenSetting(string Type, string Name);

/// <summary>An entry point.</summary>
/// <param name="ReturnsTensor">True if the method is declared to return one tensor; else nobody knows.</param>
/// <param name="Element">What the elements of that tensor are.</param>
internal sealed record BrokenMethod(string Name, EquatableArray<BrokenInput> Inputs, EquatableArray<string> OutputNames, bool ReturnsTensor, ElementType Element)
{
    /// <summary>Null if the method has a parameter that no call could give.</summary>
    public static BrokenMethod? Of(DefinitionMethod method)
    {
        if (!method.HasNames || !method.Inputs.All(input => WellKnown.IsSymbolic(input.Symbol.Type))) return null;
        IEnumerable<string> outputs = method.Symbol.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple ? tuple.TupleElements.Select(element => element.Name) : [""];
        return new(
            method.Symbol.Name,
            new(method.Inputs.Select(input => new BrokenInput(
                input.Name,
                WellKnown.ElementOf(input.Symbol.Type),
                input.Shape?.Shape is { Rank: 0, HasLeading: false }))),
            new(outputs),
            method.Returns is { Shape: { } shape } && (shape.Rank > 0 || shape.HasLeading),
            WellKnown.ElementOf(method.Symbol.ReturnType));
    }
}

/// <summary>An input: a number or a truth value if it is a scalar, else a tensor.</summary>
internal sealed record BrokenInput(string Name, ElementType Type, bool IsScalar);
