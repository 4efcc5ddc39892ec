using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generators.Diagnostics;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>The sub-layers, with their dims, settings and facts.</summary>
internal sealed partial class DeclarationReader
{
    /// <summary>More layers than any network has: each is written out, parameter by parameter.</summary>
    private const int MostLayers = 10_000;

    private SubMember? ReadSub(LayerDeclaration layer, IPropertySymbol property, AttributeData attribute)
    {
        string typeName = property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        if (!IsDeclaredAs(property, "[Sub]", typeName, hasType: true) || _dims.Shape(attribute, property) is not { } dims) return null;
        bool isList = WellKnown.IsSubList(property.Type);
        if ((isList ? ElementOf(property.Type) : property.Type) is not INamedTypeSymbol type || !WellKnown.IsLayer(type))
        {
            string instead = ElementOf(property.Type) is INamedTypeSymbol element && WellKnown.IsLayer(element)
                ? $"several layers are declared as '[Sub(…, Count = 2)] public partial SubList<{element.Name}> {property.Name} {{ get; }}'"
                : $"mark it with [Layer], or take the [Sub] away from '{property.Name}'";
            _problems.Report(Rules.NotALayer, TypeLocation(property), $"'{(isList ? ElementOf(property.Type)?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) : typeName)}' is not a layer; {instead}");
            return null;
        }

        if (Leading.Starts(dims.Shape))
        {
            _problems.Report(Rules.MalformedDim, dims.Dims[0], Leading.Marker, "the constructor of a layer takes a fixed number of dims");
            return null;
        }

        if (ReadLayerOf(layer, property, type) is not { } sub || !ReadCount(property, attribute, type, isList, sub.Size, out int? count)) return null;
        IReadOnlyList<string> names = sub.Dims;
        if (names.Count != dims.Shape.Rank)
        {
            _problems.Report(Rules.SubArguments, dims.Location, $"{type.Name} takes {(names.Count == 0 ? "no dims" : $"the dims ({string.Join(", ", names)})")}, but '{property.Name}' gives {(dims.Shape.Rank == 0 ? "none" : dims.Shape)}");
            return null;
        }

        List<string> inOrder = [.. DimReader.NamesInOrder(attribute)];
        foreach (Dim dim in dims.Shape.Dims) layer.AddConstructorDims(dim, inOrder);
        var given = new Dictionary<string, SubSetting>();
        foreach (AttributeData set in WellKnown.Attributes(property, WellKnown.SetAttribute))
            if (ReadSubSetting(sub, property, set) is { } setting) given[setting.Name] = setting;
        IEnumerable<SubSetting> settings = sub.Settings.Select(setting => given.TryGetValue(setting.Name, out SubSetting? set) ? set : SubSetting.Default(setting));
        var member = new SubMember(
            Modifiers(property), property.Name, type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), dims.Shape.Dims, new(settings), count);
        layer.Size += sub.Size * (count ?? 1);
        if (layer.Size > MostLayers)
        {
            _problems.Report(Rules.SubArguments, dims.Location, $"with '{property.Name}' {layer.Type.Name} has more than {MostLayers} layers; each is written out, so it needs fewer");
            return null;
        }

        layer.Subs[property.Name] = sub with { Member = member, Location = dims.Location };
        return member;
    }

    /// <summary>The element of a list or an array.</summary>
    private static ITypeSymbol? ElementOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { TypeArguments: [var element] } => element,
        _ => null,
    };

    /// <summary>How many layers a list has. Read once its layer is known to be one: what the user is told first is what to mend first.</summary>
    private bool ReadCount(IPropertySymbol property, AttributeData attribute, INamedTypeSymbol type, bool isList, long size, out int? count)
    {
        KeyValuePair<string, TypedConstant> given = attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Count");
        count = given.Value.Kind == TypedConstantKind.Primitive ? given.Value.Value as int? : null;
        string? wrong = null;
        if (given.Key is null && isList) wrong = $"'{property.Name}' is a SubList, so it needs to know how many layers it has, as in '[Sub(…, Count = 2)]'";
        else if (given.Key is not null && !isList) wrong = $"'{property.Name}' is one {type.Name} and has no Count; several are declared as '[Sub(…, Count = {count ?? 2})] public partial SubList<{type.Name}> {property.Name} {{ get; }}'";
        else if (count < 1) wrong = $"'{property.Name}' has at least 1 layer, not {count}";
        else if (count * size > MostLayers) wrong = $"'{property.Name}' would be {count * size} layers; each is written out, so there may be {MostLayers} at most";
        if (wrong is not null) _problems.Report(Rules.SubArguments, NamedPlace(attribute, "Count", property), wrong);
        else if (isList && count is null) _problems.ReportedElsewhere();
        return wrong is null && isList == count.HasValue;
    }

    private Location NamedPlace(AttributeData attribute, string name, ISymbol symbol)
        => attribute.ApplicationSyntaxReference?.GetSyntax(_cancellation) is AttributeSyntax syntax
            && syntax.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.Text == name) is { } argument
                ? argument.GetLocation()
                : WellKnown.LocationOf(attribute, symbol);

    private SubLayer? ReadLayerOf(LayerDeclaration layer, IPropertySymbol property, INamedTypeSymbol type)
    {
        var nothing = new SubMember("", "", "", [], [], null);
        if (SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, _compilation.Assembly))
            return ReadDeclared(layer, property, type) is { } declared ? new(nothing, declared, null, Location.None) : null;

        if (WellKnown.Attribute(type, WellKnown.LayerGraphAttribute)?.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive, Value: string text }])
        {
            try
            {
                return new(nothing, null, CompiledLayer.Parse(text), Location.None);
            }
            catch (FormatException e)
            {
                _problems.Report(Rules.NotALayer, TypeLocation(property), $"'{type.Name}' cannot be used because the graph that its assembly carries cannot be read; was it compiled with another version of NNGen? {e.Message}");
                return null;
            }
        }

        _problems.Report(Rules.NotALayer, TypeLocation(property), $"'{type.Name}' cannot be used because its assembly carries no graph of it; compile it with NNGen's generator, which this project has to refer to as well");
        return null;
    }

    /// <summary>A layer of the same project. Its own mistakes are reported where it is compiled; here they only mean that it cannot be used.</summary>
    private LayerDeclaration? ReadDeclared(LayerDeclaration layer, IPropertySymbol property, INamedTypeSymbol type)
    {
        LayerDeclaration? declared = null;
        IReadOnlyList<string> wayBack = [];
        int depth = _open.ToList().FindIndex(open => SymbolEqualityComparer.Default.Equals(open, type));
        if (depth == 0)
        {
            wayBack = [type.Name];
        }
        else if (depth < 0)
        {
            if (!_known.TryGetValue(type, out declared))
                _known[type] = declared = new DeclarationReader([.. _open, type], _known, _compilation, new(), _cancellation).Read(new(type));
            if (declared.WayBack.Count > 0) wayBack = [type.Name, .. declared.WayBack];
        }

        if (wayBack.Count > 0)
        {
            layer.WayBack = wayBack;
            if (_open.Count == 1) _problems.Report(Rules.ContainsItself, TypeLocation(property), layer.Type.Name, string.Join(" → ", wayBack.Prepend(layer.Type.Name)));
        }

        // A class to which no code can be added has no constructor that this one could call.
        if (declared is { HasErrors: false } && KindOfClass.CanBeExtended(type, new(), _cancellation)) return declared;
        _problems.ReportedElsewhere();
        return null;
    }

    private SubSetting? ReadSubSetting(SubLayer sub, IPropertySymbol property, AttributeData set)
    {
        if (set.ConstructorArguments is not [{ Kind: TypedConstantKind.Primitive, Value: string name }, var value])
        {
            _problems.ReportedElsewhere();
            return null;
        }

        if (sub.Settings.FirstOrDefault(candidate => candidate.Name == name) is not { } setting)
        {
            List<string> known = [.. sub.Settings.Select(candidate => candidate.Name)];
            string has = known.Count > 0 ? "it has " + string.Join(", ", known) : "it has no settings";
            _problems.Report(Rules.UnknownSetting, WellKnown.ArgumentOf(set, 0, property, _cancellation), $"{TypeNameOf(property)} has no setting '{name}'; {has}");
            return null;
        }

        object? given = value.Kind == TypedConstantKind.Primitive ? value.Value : null;
        if (setting.IsInt) return ReadSubSize(property, set, name, value.Kind, given);
        switch (given)
        {
            case string from: return new(name, 0, from);
            case float or double or int or long or short or byte or uint or ulong or ushort or sbyte:
                return new(name, System.Convert.ToSingle(given, System.Globalization.CultureInfo.InvariantCulture), null);
            default:
                if (value.Kind == TypedConstantKind.Error) _problems.ReportedElsewhere();
                else _problems.Report(Rules.UnknownSetting, WellKnown.ArgumentOf(set, 1, property, _cancellation), $"'{name}' is set to a number, or to the name of a setting of this layer");
                return null;
        }
    }

    private static string TypeNameOf(IPropertySymbol property) => WellKnown.IsSubList(property.Type) && ElementOf(property.Type) is { } element ? element.Name : property.Type.Name;

    /// <summary>An int setting is given a number, or a formula in the dims and int settings of this layer.</summary>
    private SubSetting? ReadSubSize(IPropertySymbol property, AttributeData set, string name, TypedConstantKind kind, object? given)
    {
        Location place = WellKnown.ArgumentOf(set, 1, property, _cancellation);
        switch (given)
        {
            case string text:
                if (Dim.TryParse(text, out Dim? size, out DimError? error)) return new(name, 0, null, size);
                _problems.Report(Rules.MalformedDim, place, text, error.Message);
                return null;
            case int or short or byte or ushort or sbyte when System.Convert.ToInt32(given, System.Globalization.CultureInfo.InvariantCulture) is var number and >= 0:
                return new(name, number, null, Dim.Constant(number));
            default:
                if (kind == TypedConstantKind.Error) _problems.ReportedElsewhere();
                else _problems.Report(Rules.UnknownSetting, place, $"'{name}' is an int, so it is set to a whole number from 0 on, or to a formula in the dims and int settings of this layer");
                return null;
        }
    }

    /// <summary>A setting that is passed on has to be one of this layer's, wherever in the class it is declared.</summary>
    private void CheckPassedSettings(LayerDeclaration layer)
    {
        foreach (IPropertySymbol property in layer.Type.GetMembers().OfType<IPropertySymbol>().Where(property => layer.Subs.ContainsKey(property.Name)))
            foreach (AttributeData set in WellKnown.Attributes(property, WellKnown.SetAttribute))
                if (set.ConstructorArguments is [{ Value: string name }, { Kind: TypedConstantKind.Primitive, Value: string from }]
                    && layer.Subs[property.Name].Settings.FirstOrDefault(setting => setting.Name == name) is { } taken
                    && (taken.IsInt ? WrongSize(layer, taken, from) : WrongNumber(layer, taken, from)) is { } wrong)
                    _problems.Report(Rules.UnknownSetting, WellKnown.ArgumentOf(set, 1, property, _cancellation), wrong);
    }

    private static string? WrongNumber(LayerDeclaration layer, SettingMember taken, string from)
    {
        if (layer.IntSettings.Contains(from) || layer.Dims.Contains(from)) return $"'{taken.Name}' is a float, but '{from}' is an int of {layer.Type.Name}";
        List<string> own = [.. layer.Members.OfType<SettingMember>().Where(setting => !setting.IsInt).Select(setting => setting.Name)];
        if (own.Contains(from) || layer.Broken.Contains(from)) return null;
        string has = own.Count > 0 ? "it has " + string.Join(", ", own) : $"declare it, as in '[Setting(0.5f)] public partial float {from} {{ get; }}'";
        return $"{layer.Type.Name} has no setting '{from}' to pass on; {has}";
    }

    private static string? WrongSize(LayerDeclaration layer, SettingMember taken, string from)
    {
        if (!Dim.TryParse(from, out Dim? size, out _)) return null; // That has been reported.
        foreach (string name in size.NamesInOrder.Where(name => !layer.FixedSizes.Contains(name) && !layer.Broken.Contains(name)))
            return layer.Members.Any(member => member is SettingMember && member.Name == name)
                ? $"'{taken.Name}' is an int, but '{name}' is a float of {layer.Type.Name}"
                : $"{layer.Type.Name} has no dim and no int setting '{name}' to pass on; declare it, as in '[Setting({(int)taken.Default})] public partial int {name} {{ get; }}'";
        return null;
    }

    /// <summary>
    /// What the constructor of a sub-layer verifies of its dims holds in this layer too. Facts about its calls are looked at where it is called.
    /// </summary>
    private void InheritFacts(LayerDeclaration layer)
    {
        LayerInstance self = LayerInstance.Of(layer);
        foreach (SubLayer declared in layer.Subs.Values)
        {
            LayerInstance sub = self.Subs(declared).First();
            foreach (Fact fact in declared.Facts.Where(fact => fact.Names.All(sub.Dims.ContainsKey)))
            {
                Fact here = fact.Substitute(sub.Dims);
                Truth truth = Unification.Decide(here, layer.Facts);
                if (truth == Truth.Undecided)
                {
                    layer.Facts = layer.Facts.And(Facts.Of(here));
                    layer.FactTexts.Add(here.ToString());
                }
                else if (truth == Truth.Never)
                {
                    string values = string.Join(", ", fact.Names.Select(name => $"{name} = {sub.Dims[name]}"));
                    _problems.Report(Rules.SubArguments, declared.Location, $"{sub.TypeName} is made only where {fact}, but '{declared.Member.Name}' gives {values}");
                }
            }
        }
    }
}
