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

        if (property.Instance is null) return Refuse(property, "a static property can change between two calls; a number belongs in a [Setting]");
        Meaning instance = Evaluate(property.Instance);
        if (instance == Meaning.Unknown) return instance;
        switch (instance)
        {
            case Meaning.Tensor { Value: var value } when symbol.Name == "Shape":
                return new Meaning.Sizes(value.Shape);
            case Meaning.Sizes { Shape: var shape } when symbol.Name == "Rank" && !Leading.Starts(shape):
                return new Meaning.Size(Dim.Constant(shape.Rank));
            case Meaning.Sizes { Shape: var shape } when symbol.Name == "Size":
                return new Meaning.Size(shape.Size);
            case Meaning.Sizes { Shape: var shape } when symbol.IsIndexer && property.Arguments.Length == 1:
                return SizeOf(property, shape, Evaluate(property.Arguments[0].Value));
            case Meaning.List { Items: var items } when symbol.Name == "Length":
                return new Meaning.Size(Dim.Constant(items.Count));
            case Meaning.Layer { Instance: var layer }:
                return Member(property, layer, symbol.Name);
            case Meaning.Sizes when symbol.Name == "Rank":
                return Refuse(property, Advice.Leading);
            default:
                return Refuse(property, $"the compiler does not follow '{symbol.Name}' of {DefinitionSignature.WithArticle(symbol.ContainingType)}");
        }
    }

    /// <summary>A parameter, sub-layer, dim or setting of a layer.</summary>
    private Meaning Member(IPropertyReferenceOperation property, LayerInstance layer, string name)
    {
        if (layer.Declared is not { } declared)
            return Refuse(property, "the parts of a layer that comes from another assembly are its own; call its methods");
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
            case SubMember:
                return new Meaning.Layer(layer.Sub(declared.Subs[name]));
            case DimMember or SettingMember { IsInt: true }:
                return new Meaning.Size(layer.Dims[name]);
            case SettingMember:
                SettingValue setting = layer.Settings[name];
                return new Meaning.Number(setting.From is null
                    ? _algebra.Constant(setting.Value)
                    : _algebra.Apply("Setting", [], NodeAttribute.Of("name", setting.From)));
            default:
                return Refuse(property, declared.Dims.Contains(name)
                    ? $"to use a dim as a number in the definition, declare it: '[Dim] public partial int {name} {{ get; }}'"
                    : "it is none of the layer's [Param]s, [State]s, [Sub]s, [Dim]s and [Setting]s, so the compiler cannot know its value; a formula of its own belongs in a method");
        }
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
            if (instance is Meaning.Several { Items: var items } && index < items.Count) return AsItIsNow(items[index]);
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
