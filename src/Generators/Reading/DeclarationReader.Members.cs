using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generators.Diagnostics;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>The partial properties: parameters, states, dims and settings. Sub-layers have a file of their own.</summary>
internal sealed partial class DeclarationReader
{
    private void ReadProperty(LayerDeclaration layer, IPropertySymbol property)
    {
        Func<MemberModel?>? read =
            WellKnown.Attribute(property, WellKnown.ParamAttribute) is { } param ? () => ReadParameter(layer, property, param)
            : WellKnown.Attribute(property, WellKnown.StateAttribute) is { } state ? () => ReadState(layer, property, state)
            : WellKnown.Attribute(property, WellKnown.SubAttribute) is { } sub ? () => ReadSub(layer, property, sub)
            : WellKnown.Attribute(property, WellKnown.DimAttribute) is not null ? () => ReadDim(layer, property)
            : WellKnown.Attribute(property, WellKnown.SettingAttribute) is { } setting ? () => ReadSetting(property, setting)
            : null;
        if (read is null) return;

        // Half-typed: no name yet, or one that is there already.
        if (property.Name.Length == 0 || IsMissing(property.Type) || layer.Members.Any(member => member.Name == property.Name))
        {
            _problems.ReportedElsewhere();
            layer.Broken.Add(property.Name);
            return;
        }

        if (read() is { } model) layer.Members.Add(model);
        else layer.Broken.Add(property.Name);
    }

    /// <summary>Whether C# says already that there is no such type.</summary>
    private static bool IsMissing(ITypeSymbol type) => type.TypeKind == TypeKind.Error || type is INamedTypeSymbol { TypeArguments: [{ TypeKind: TypeKind.Error }] };

    private ParameterMember? ReadParameter(LayerDeclaration layer, IPropertySymbol property, AttributeData attribute)
    {
        if (!IsDeclaredAs(property, "[Param]", "Parameter", WellKnown.IsParameter(property.Type)) || FixedShape(layer, property, attribute, "a parameter") is not { } shape) return null;
        return new(Modifiers(property), property.Name, shape, InitName(attribute, "Default"), Named(attribute, "Scale").Value as float? ?? 1f);
    }

    private StateMember? ReadState(LayerDeclaration layer, IPropertySymbol property, AttributeData attribute)
    {
        if (!IsDeclaredAs(property, "[State]", "State", WellKnown.IsState(property.Type)) || FixedShape(layer, property, attribute, "a state") is not { } shape) return null;
        return new(Modifiers(property), property.Name, shape, InitName(attribute, "Zeros"), Named(attribute, "Scale").Value as float? ?? 1f);
    }

    /// <summary>The shape of what the constructor makes: every name in it is a dim that it asks for.</summary>
    private Shape? FixedShape(LayerDeclaration layer, IPropertySymbol property, AttributeData attribute, string what)
    {
        if (_dims.Shape(attribute, property) is not { } declared) return null;
        if (Leading.Starts(declared.Shape))
        {
            _problems.Report(Rules.MalformedDim, declared.Dims[0], Leading.Marker, $"{what} has a fixed number of dims");
            return null;
        }

        List<string> names = [.. DimReader.NamesInOrder(attribute)];
        foreach (Dim dim in declared.Shape.Dims) layer.AddConstructorDims(dim, names);
        layer.TensorLocations[property.Name] = declared.Location;
        return declared.Shape;
    }

    private DimMember? ReadDim(LayerDeclaration layer, IPropertySymbol property)
    {
        if (!IsDeclaredAs(property, "[Dim]", "int", property.Type.SpecialType == SpecialType.System_Int32)) return null;
        layer.AddConstructorDims(Dim.Name(property.Name), [property.Name]);
        return new(Modifiers(property), property.Name);
    }

    private SettingMember? ReadSetting(IPropertySymbol property, AttributeData attribute)
    {
        bool isInt = property.Type.SpecialType == SpecialType.System_Int32;
        bool isNumber = isInt || property.Type.SpecialType == SpecialType.System_Single;
        if (!IsDeclaredAs(property, "[Setting]", isInt ? "int" : isNumber ? "float" : "float or int", isNumber)) return null;
        string? wrong = null;
        switch (attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive } argument] ? argument.Value : null)
        {
            case int size when isInt && size < 0: wrong = $"'{property.Name}' is an int [Setting], a size, so it does not start at {size}; a number that may be negative is a float"; break;
            case float number when isInt: wrong = $"'{property.Name}' is an int [Setting], so it starts at a whole number, not at {number.ToString(System.Globalization.CultureInfo.InvariantCulture)}f"; break;
            case int size: return new(Modifiers(property), property.Name, size, isInt);
            case float number: return new(Modifiers(property), property.Name, number, isInt);
        }

        if (wrong is null) _problems.ReportedElsewhere();
        else _problems.Report(Rules.Declaration, WellKnown.ArgumentOf(attribute, 0, property, _cancellation), wrong);
        return null;
    }

    private bool IsDeclaredAs(IPropertySymbol property, string attribute, string type, bool hasType)
    {
        if (!hasType)
        {
            _problems.Report(
                Rules.Declaration,
                TypeLocation(property),
                $"'{property.Name}' is a {attribute}, so its type is {type}, not {property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}");
            return false;
        }

        if (IsImplemented(property))
        {
            _problems.Report(
                Rules.Declaration,
                WellKnown.LocationOf(property.PartialImplementationPart!),
                $"'{property.Name}' is a {attribute}, whose other half is generated; take this one away");
            return false;
        }

        if (property is { IsPartialDefinition: true, IsStatic: false, SetMethod: null, IsIndexer: false }) return true;
        string modifiers = Modifiers(property) is { Length: > 0 } text ? text.Replace("static ", "").Replace("required ", "") : "public";
        _problems.Report(
            Rules.Declaration,
            WellKnown.LocationOf(property),
            $"'{property.Name}' is a {attribute}, so it is declared as a partial property with a getter alone: '{modifiers} partial {type} {property.Name} {{ get; }}'");
        return false;
    }

    /// <summary>Whether the user wrote the half that is to be generated.</summary>
    public static bool IsImplemented(IPropertySymbol property) => property.PartialImplementationPart is { } other && !WellKnown.IsGenerated(other);

    private static Location TypeLocation(IPropertySymbol property)
        => property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is PropertyDeclarationSyntax syntax
            ? syntax.Type.GetLocation()
            : WellKnown.LocationOf(property);

    // Exactly as declared: an implementing part has to repeat the modifiers of the definition.
    private static string Modifiers(ISymbol symbol)
    {
        var syntax = symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as MemberDeclarationSyntax;
        IEnumerable<string> modifiers = syntax?.Modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.PartialKeyword)).Select(modifier => modifier.Text) ?? [];
        return string.Join(" ", modifiers);
    }

    private static TypedConstant Named(AttributeData attribute, string name)
        => attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name && argument.Value.Kind is TypedConstantKind.Primitive or TypedConstantKind.Enum).Value;

    private static string InitName(AttributeData attribute, string usual)
    {
        TypedConstant init = Named(attribute, "Init");
        return init.IsNull ? usual : init.Type?.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => Equals(field.ConstantValue, init.Value))?.Name ?? usual;
    }
}
