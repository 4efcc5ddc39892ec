using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generators.Diagnostics;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>Reads what the attributes of a layer's class declare: dims, parameters, sub-layers, settings, facts and methods.</summary>
internal sealed class DeclarationReader(Problems problems, CancellationToken cancellation)
{
    private readonly DimReader _dims = new(problems, cancellation);

    // The classes that are being read, outermost first: a layer that turns up again contains itself.
    private readonly List<INamedTypeSymbol> _open = [];

    public LayerDeclaration Read(INamedTypeSymbol type)
    {
        cancellation.ThrowIfCancellationRequested();
        var layer = new LayerDeclaration(type);
        _open.Add(type);
        foreach (ISymbol member in type.GetMembers())
            if (member is IPropertySymbol { IsImplicitlyDeclared: false } property) ReadProperty(layer, property);
        _open.RemoveAt(_open.Count - 1);
        ReadFacts(layer);
        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>())
            if (IsDefinition(method)) ReadMethod(layer, method);
        CheckNames(layer);
        return layer;
    }

    /// <summary>True for a method over symbols: what the user wrote, not what was generated from it.</summary>
    private static bool IsDefinition(IMethodSymbol method)
        => method is { MethodKind: MethodKind.Ordinary, IsStatic: false, IsImplicitlyDeclared: false }
            && method.Parameters.Any(parameter => WellKnown.IsSymbolic(parameter.Type));

    private void ReadProperty(LayerDeclaration layer, IPropertySymbol property)
    {
        if (WellKnown.Attribute(property, WellKnown.ParamAttribute) is { } param) ReadParameter(layer, property, param);
        else if (WellKnown.Attribute(property, WellKnown.SubAttribute) is { } sub) ReadSub(layer, property, sub);
        else if (WellKnown.Attribute(property, WellKnown.DimAttribute) is not null) ReadDim(layer, property);
        else if (WellKnown.Attribute(property, WellKnown.SettingAttribute) is { } setting) ReadSetting(layer, property, setting);
    }

    private void ReadParameter(LayerDeclaration layer, IPropertySymbol property, AttributeData attribute)
    {
        if (!IsPartial(property, "[Param]", "Parameter") || _dims.Shape(attribute, property) is not { } declared) return;
        if (!WellKnown.IsParameter(property.Type))
        {
            problems.Report(Rules.Declaration, TypeLocation(property), $"'{property.Name}' is a [Param], so its type is Parameter, not {property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}");
            return;
        }

        if (Leading.Starts(declared.Shape))
        {
            problems.Report(Rules.MalformedDim, declared.Location, Leading.Marker, "a parameter has a fixed number of dims");
            return;
        }

        layer.AddConstructorDims(declared.Shape.Size, DimReader.NamesInOrder(attribute));
        layer.ParameterLocations[property.Name] = declared.Location;
        layer.Members.Add(new ParameterMember(
            Accessibility(property), property.Name, declared.Shape, Named(attribute, "Init") is int init ? InitName(attribute, init) : "Default", Named(attribute, "Scale") is float scale ? scale : 1f));
    }

    private void ReadSub(LayerDeclaration layer, IPropertySymbol property, AttributeData attribute)
    {
        if (!IsPartial(property, "[Sub]", "Affine") || _dims.Shape(attribute, property) is not { } arguments) return;
        if (property.Type.TypeKind == TypeKind.Error)
        {
            problems.ReportedByCSharp();
            return;
        }

        if (property.Type is not INamedTypeSymbol type || !WellKnown.IsLayer(type))
        {
            problems.Report(Rules.NotALayer, TypeLocation(property), property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
            return;
        }

        int depth = _open.FindIndex(open => SymbolEqualityComparer.Default.Equals(open, type));
        if (depth >= 0)
        {
            string chain = string.Join(" → ", _open.Skip(depth).Append(type).Select(open => open.Name));
            problems.Report(Rules.ContainsItself, TypeLocation(property), type.Name, chain);
            return;
        }

        SubLayer? sub = ReadLayerOf(property, type);
        if (sub is null) return;
        IReadOnlyList<string> names = sub.Dims;
        if (names.Count != arguments.Shape.Rank)
        {
            string expected = names.Count == 0 ? "no dims" : $"{(names.Count == 1 ? "one dim" : names.Count + " dims")}, {string.Join(" and ", names)}";
            problems.Report(Rules.SubArguments, arguments.Location, $"{type.Name} is made with {expected}, but '{property.Name}' gives {arguments.Shape.Rank}: {arguments.Shape}");
            return;
        }

        IEnumerable<string> inOrder = DimReader.NamesInOrder(attribute);
        foreach (Dim dim in arguments.Shape.Dims) layer.AddConstructorDims(dim, inOrder);
        var settings = new List<SubSetting>();
        foreach (AttributeData set in WellKnown.Attributes(property, WellKnown.SetAttribute))
            if (ReadSubSetting(sub, property, set) is { } setting) settings.Add(setting);
        var member = new SubMember(
            Accessibility(property), property.Name, type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), arguments.Shape.Dims, new(settings));
        layer.Members.Add(member);
        layer.Subs[property.Name] = sub with { Member = member, Location = arguments.Location };
    }

    private SubLayer? ReadLayerOf(IPropertySymbol property, INamedTypeSymbol type)
    {
        var nothing = new SubMember("", "", "", [], []);
        if (type.DeclaringSyntaxReferences.Length > 0)
        {
            // Its own mistakes are reported where it is compiled; here they only mean that it cannot be used.
            var inner = new Problems();
            var reader = new DeclarationReader(inner, cancellation);
            reader._open.AddRange(_open);
            LayerDeclaration declared = reader.Read(type);
            foreach (Diagnostic found in inner.Found)
                if (found.Id == Rules.ContainsItself.Id) problems.Report(Rules.ContainsItself, TypeLocation(property), type.Name, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
            if (inner.HasErrors) problems.ReportedByCSharp();
            return new(nothing, declared, null, Location.None);
        }

        if (WellKnown.Attribute(type, WellKnown.LayerGraphAttribute)?.ConstructorArguments is [{ Value: string text }])
        {
            try
            {
                return new(nothing, null, CompiledLayer.Parse(text), Location.None);
            }
            catch (FormatException e)
            {
                problems.Report(Rules.NotALayer, TypeLocation(property), $"{type.Name} (its graph cannot be read: {e.Message})");
                return null;
            }
        }

        problems.Report(Rules.NotALayer, TypeLocation(property), $"{type.Name} (its assembly carries no graph of it; was it compiled without NNGen's generator?)");
        return null;
    }

    private SubSetting? ReadSubSetting(SubLayer sub, IPropertySymbol property, AttributeData set)
    {
        if (set.ConstructorArguments is not [{ Value: string name }, { } value])
        {
            problems.ReportedByCSharp();
            return null;
        }

        IEnumerable<string> known = (sub.Declared?.Members.OfType<SettingMember>() ?? sub.Compiled!.Settings).Select(setting => setting.Name);
        if (!known.Contains(name))
        {
            string has = known.Any() ? "it has " + string.Join(", ", known) : "it has no settings";
            problems.Report(Rules.UnknownSetting, WellKnown.LocationOf(set, property), $"{property.Type.Name} has no setting '{name}'; {has}");
            return null;
        }

        return value.Value switch
        {
            string from => new(name, 0f, from),
            float number => new(name, number, null),
            double number => new(name, (float)number, null),
            int number => new(name, number, null),
            _ => null,
        };
    }

    private void ReadDim(LayerDeclaration layer, IPropertySymbol property)
    {
        if (!IsPartial(property, "[Dim]", "int")) return;
        if (property.Type.SpecialType != SpecialType.System_Int32)
        {
            problems.Report(Rules.Declaration, TypeLocation(property), $"'{property.Name}' is a [Dim], so its type is int, not {property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}");
            return;
        }

        layer.AddConstructorDims(Dim.Name(property.Name), [property.Name]);
        layer.Members.Add(new DimMember(Accessibility(property), property.Name));
    }

    private void ReadSetting(LayerDeclaration layer, IPropertySymbol property, AttributeData attribute)
    {
        if (!IsPartial(property, "[Setting]", "float")) return;
        if (property.Type.SpecialType != SpecialType.System_Single)
        {
            problems.Report(Rules.Declaration, TypeLocation(property), $"'{property.Name}' is a [Setting], so its type is float, not {property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}");
            return;
        }

        float value = attribute.ConstructorArguments is [{ Value: float number }] ? number : 0f;
        layer.Members.Add(new SettingMember(Accessibility(property), property.Name, value));
    }

    private void ReadFacts(LayerDeclaration layer)
    {
        Facts facts = Facts.None.WithPositive(layer.Dims);
        foreach (AttributeData where in WellKnown.Attributes(layer.Type, WellKnown.WhereAttribute))
        {
            if (where.ConstructorArguments is not [{ Value: string text }])
            {
                problems.ReportedByCSharp();
            }
            else if (Facts.TryParse(text, out Facts? fact, out DimError? error))
            {
                facts = facts.And(fact);
                layer.FactTexts.Add(text);
            }
            else
            {
                problems.Report(Rules.MalformedFact, WellKnown.LocationOf(where, layer.Type), text, error!.Message);
            }
        }

        layer.Facts = facts;
    }

    private void ReadMethod(LayerDeclaration layer, IMethodSymbol method)
    {
        bool entry = method.DeclaredAccessibility == Microsoft.CodeAnalysis.Accessibility.Public;
        var inputs = new List<DefinitionInput>();
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            DeclaredShape? shape = null;
            if (WellKnown.Attribute(parameter, WellKnown.ShapeAttribute) is { } attribute) shape = _dims.Shape(attribute, parameter);
            else if (entry && WellKnown.IsSymbolic(parameter.Type)) problems.Report(Rules.InputWithoutShape, WellKnown.LocationOf(parameter), parameter.Name, parameter.Type.Name);
            inputs.Add(new(parameter, shape, WellKnown.Attribute(parameter, WellKnown.NoGradAttribute) is not null));
        }

        DeclaredShape? returns = null;
        AttributeData? returned = method.GetReturnTypeAttributes().FirstOrDefault(a => a.AttributeClass?.ToDisplayString() == WellKnown.ShapeAttribute);
        if (returned is not null) returns = _dims.Shape(returned, method);
        layer.Methods.Add(new(method, inputs, returns));
    }

    private void CheckNames(LayerDeclaration layer)
    {
        foreach (string dim in layer.Dims)
        {
            ISymbol? taken = layer.Type.GetMembers(dim).FirstOrDefault(member => !member.IsImplicitlyDeclared && member is not IPropertySymbol { Type.SpecialType: SpecialType.System_Int32 });
            if (taken is not null)
                problems.Report(Rules.NameTaken, WellKnown.LocationOf(taken), $"'{dim}' is a dim of {layer.Type.Name}, so it becomes a property; the member of the same name needs another one");
        }

        foreach (DefinitionMethod method in layer.Methods)
        {
            var names = new HashSet<string>(layer.Dims.Concat(method.Inputs.SelectMany(input => input.Shape?.Shape.Dims.SelectMany(dim => dim.Names) ?? [])));
            foreach (DefinitionInput input in method.Inputs)
                if (names.Contains(input.Name))
                    problems.Report(Rules.NameTaken, WellKnown.LocationOf(input.Symbol), $"'{input.Name}' is both an input and a dim; one of them needs another name");
        }
    }

    private bool IsPartial(IPropertySymbol property, string attribute, string type)
    {
        if (property is { IsPartialDefinition: true, IsStatic: false, SetMethod: null, IsIndexer: false }) return true;
        problems.Report(
            Rules.Declaration,
            WellKnown.LocationOf(property),
            $"'{property.Name}' is a {attribute}, so it is declared as a partial property: '{AccessibilityOr(property, "public")} partial {type} {property.Name} {{ get; }}'");
        return false;
    }

    private static Location TypeLocation(IPropertySymbol property)
        => property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is PropertyDeclarationSyntax syntax
            ? syntax.Type.GetLocation()
            : WellKnown.LocationOf(property);

    private static string AccessibilityOr(ISymbol symbol, string otherwise) => Accessibility(symbol) is { Length: > 0 } text ? text : otherwise;

    // Exactly as declared: an implementing part has to repeat the modifiers of the definition.
    private static string Accessibility(ISymbol symbol)
    {
        var syntax = symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as MemberDeclarationSyntax;
        IEnumerable<string> modifiers = syntax?.Modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.PartialKeyword)).Select(modifier => modifier.Text) ?? [];
        return string.Join(" ", modifiers);
    }

    private static object? Named(AttributeData attribute, string name)
        => attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value;

    private static string InitName(AttributeData attribute, int value)
    {
        ITypeSymbol? type = attribute.NamedArguments.First(argument => argument.Key == "Init").Value.Type;
        return type?.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.ConstantValue is int constant && constant == value)?.Name ?? "Default";
    }
}
