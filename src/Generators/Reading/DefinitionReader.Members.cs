using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>The members that a definition reads: parameters, sub-layers, dims and settings, and the shapes of values.</summary>
internal sealed partial class DefinitionReader
{
    private Meaning EvaluateProperty(IPropertyReferenceOperation property)
    {
        IPropertySymbol symbol = property.Property;
        if (WellKnown.IsOps(symbol.ContainingType) && symbol.Name == "IsTraining")
        {
            _algebra.DependsOnMode = true;
            return new Meaning.Truth(_algebra.IsTraining);
        }

        if (property.Instance is null)
            return Getter(symbol) is { } getter ? Follow(property, Current.Layer, getter, []) : Refuse(property, "a static property can change between two calls; a number belongs in a [Setting]");
        Meaning instance = Evaluate(property.Instance);
        if (instance == Meaning.Unknown) return instance;
        switch (instance)
        {
            case Meaning.Tensor { Value: var value } when symbol.IsIndexer && property.Arguments.Length == 1:
                return PartOf(property, value, Evaluate(property.Arguments[0].Value));
            case Meaning.Tensor { Value: var value } when symbol.Name == "Shape":
                return new Meaning.Sizes(value.Shape);
            case Meaning.Sizes { Shape: var shape } when symbol.Name == "Rank" && !Leading.Starts(shape):
                return new Meaning.Size(Dim.Constant(shape.Rank));
            case Meaning.Sizes { Shape: var shape } when symbol.Name == "Size":
                return new Meaning.Size(shape.Size);
            case Meaning.Sizes { Shape: var shape } when symbol.IsIndexer && property.Arguments.Length == 1:
                return SizeOf(property, shape, Evaluate(property.Arguments[0].Value));
            case Meaning.List { Items: var items } when symbol.Name is "Length" or "Count":
                return new Meaning.Size(Dim.Constant(items.Count));
            case Meaning.List when symbol.IsIndexer && property.Arguments.Length == 1:
                return Element(property, instance, property.Arguments[0].Value);
            case Meaning.Layer { Instance: var layer }:
                return Member(property, layer, symbol.Name);
            case Meaning.Sizes when symbol.Name == "Rank":
                return Refuse(property, Advice.Leading);
            default:
                return Refuse(property, Advice.ForMember(symbol));
        }
    }

    /// <summary>A parameter, sub-layer, dim or setting of a layer.</summary>
    private Meaning Member(IPropertyReferenceOperation property, LayerInstance layer, string name)
    {
        if (layer.Declared is not { } declared)
            return layer.Compiled!.Parameters.FirstOrDefault(parameter => parameter.Path == name) is { } compiled
                ? new Meaning.Tensor(Parameter(layer.PathOf(name), compiled.Shape.Substitute(layer.Dims), property.Syntax.GetLocation()))
                : layer.Compiled.States.FirstOrDefault(state => state.Path == name) is { } kept ? State(layer.PathOf(name), kept.Shape.Substitute(layer.Dims), property.Syntax.GetLocation())
                : Refuse(property, "of a layer that comes from another assembly the compiler knows the methods, the parameters and the states");
        if (declared.Broken.Contains(name))
        {
            _problems.ReportedElsewhere();
            return Meaning.Unknown;
        }

        switch (declared.Members.FirstOrDefault(member => member.Name == name))
        {
            case ParameterMember parameter:
                return new Meaning.Tensor(Parameter(layer.PathOf(name), parameter.Shape.Substitute(layer.Dims), declared.TensorLocations[name]));
            case StateMember state:
                return State(layer.PathOf(name), state.Shape.Substitute(layer.Dims), declared.TensorLocations[name]);
            case SubMember sub:
                List<Meaning> subs = [.. layer.Subs(declared.Subs[name]).Select(one => new Meaning.Layer(one))];
                return sub.Count is null ? subs[0] : new Meaning.List(subs);
            case DimMember or SettingMember { IsInt: true }:
                return new Meaning.Size(layer.Dims[name]);
            case SettingMember:
                SettingValue setting = layer.Settings[name];
                return new Meaning.Number(setting.From is null
                    ? _algebra.Constant(setting.Value)
                    : _algebra.Apply("Setting", [], NodeAttribute.Of("name", setting.From)));
            default:
                if (declared.Dims.Contains(name)) return Refuse(property, $"to use a dim as a number in the definition, declare it: '[Dim] public partial int {name} {{ get; }}'");
                return Getter(property.Property) is { } getter
                    ? Follow(property, layer, getter, [])
                    : Refuse(property, Undeclared(property.Property));
        }
    }

    /// <summary>The getter of a property that the user wrote as a formula: it is followed as a method is.</summary>
    private IMethodSymbol? Getter(IPropertySymbol property)
        => property.GetMethod is { } getter && property.Parameters.Length == 0 && !WellKnown.IsGenerated(property)
            && SymbolEqualityComparer.Default.Equals(property.ContainingAssembly, _bodies.Compilation.Assembly) && _bodies.Of(getter) is not null
                ? getter.OriginalDefinition
                : null;

    /// <summary>What a property lacks that the compiler could know: for a parameter or a layer its attribute.</summary>
    private static string Undeclared(IPropertySymbol property)
    {
        string attribute = WellKnown.IsParameter(property.Type) ? "[Param(\"I\", \"O\")]" : WellKnown.IsState(property.Type) ? "[State(\"C\")]" : WellKnown.IsLayer(property.Type) ? "[Sub(…)]" : "";
        return attribute.Length > 0
            ? $"it has no attribute, so it is never made; declare it: '{attribute} public partial {property.Type.Name} {property.Name} {{ get; }}'"
            : "it is none of the layer's [Param]s, [State]s, [Sub]s, [Dim]s and [Setting]s and has no formula, so the compiler cannot know its value";
    }

    private Value Parameter(string path, Shape shape, Location location)
    {
        if (_parameters.TryGetValue(path, out Value known)) return known;
        int id = _graph.Add("Parameter", [], [], shape, ElementType.Float, path).Id;
        _origins[id] = location;
        return _parameters[path] = _algebra[id];
    }

    private Meaning EvaluateField(IFieldReferenceOperation field)
    {
        if (field.Instance is not null && TupleIndex(field.Field) is { } index)
        {
            Meaning instance = Evaluate(field.Instance);
            if (instance == Meaning.Unknown) return instance;
            if (instance is Meaning.Several { Items: var items } && index < items.Count) return items[index];
        }

        if (field.Field.Type.TypeKind == TypeKind.Error)
        {
            _problems.ReportedElsewhere();
            return Meaning.Unknown;
        }

        return Refuse(field, "a field can change between two calls; trained values belong in a [Param], numbers in a [Setting] or a const");
    }

    private static int? TupleIndex(IFieldSymbol field)
    {
        string name = (field.CorrespondingTupleField ?? field).Name;
        return field.ContainingType?.IsTupleType == true && name.StartsWith("Item", StringComparison.Ordinal) && int.TryParse(name.Substring(4), out int number) ? number - 1 : null;
    }
}
