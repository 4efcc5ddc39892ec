using System.Globalization;
using NNGen.Generators.Graphs;
using NNGen.Generators.Operators;
using NNGen.Generators.Reading;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Emission;

/// <summary>Writes the constructors, the dims, and the partial properties with what they hold.</summary>
internal static class ConstructorEmitter
{
    public static void Write(CodeWriter code, CompiledModel model)
    {
        LayerModel layer = model.Layer;
        WriteFields(code, model);
        WriteConstructors(code, model);
        WriteDims(code, layer);
        foreach (MemberModel member in layer.Members) WriteMember(code, member);
        code.Line("/// <summary>Every parameter of the layer and of its sub-layers.</summary>");
        code.Line("public Sys::Collections.Generic.IReadOnlyList<NN::Parameter> Params => _scope.Params;");
        code.Blank();
        code.Line("/// <summary>The gradient of every parameter: same order, same shapes.</summary>");
        code.Line("public NN::Gradients Grads => _scope.Grads;");
        code.Blank();
        code.Line("/// <summary>Every state of the layer and of its sub-layers: kept and saved, not trained.</summary>");
        code.Line("public Sys::Collections.Generic.IReadOnlyList<NN::State> States => _scope.States;");
        code.Blank();
        code.Line("NN::LayerScope NN::ILayer.Scope => _scope;");
        code.Blank();
    }

    private static void WriteFields(CodeWriter code, CompiledModel model)
    {
        code.Line("private readonly NN::LayerScope _scope;");
        code.Line("private readonly Core::Arena _training = new();");
        code.Line("private readonly Core::Arena _inference = new();");
        foreach (MemberModel member in model.Layer.Members)
            code.Line($"private readonly {TypeOf(member)} _{member.Name};");
        code.Line("private bool _forwardRan;");
        MethodModel forward = model.Methods.First(method => method.Method.IsForward).Method;
        foreach (string dim in BoundaryEmitter.CallDims(model.Layer, forward)) code.Line($"private int _forward{ValueNames.Pascal(dim)};");
        if (forward.Inputs.Any(input => input.HasLeading)) code.Line("private nint[] _forwardLengths = [];");
        code.Blank();
    }

    private static void WriteConstructors(CodeWriter code, CompiledModel model)
    {
        LayerModel layer = model.Layer;
        List<string> offered = [.. layer.Dims.Select(dim => $"int {dim}"), .. layer.Settings.Select(setting => $"{setting.Type} {Argument(setting)} = {Literal(setting)}")];
        IEnumerable<string> passed = layer.Dims.Concat(layer.Settings.Select(Argument));

        code.Line($"/// <summary>Makes {("AEIOU".Contains(layer.Name[0]) ? "an" : "a")} {layer.Name}{(layer.Parameters.Count > 0 ? $" with {layer.Parameters.Count} parameter{(layer.Parameters.Count > 1 ? "s" : "")}, started at random from a seed" : "")}.</summary>");
        foreach (string dim in layer.Dims) code.Line($"/// <param name=\"{dim}\">The dim {dim}, at least 1.</param>");
        foreach (SettingMember setting in layer.Settings) code.Line($"/// <param name=\"{ValueNames.Camel(setting.Name)}\">The setting {setting.Name}.</param>");
        code.Line("/// <param name=\"seed\">The same seed gives the same start; null draws one.</param>");
        code.Line($"public {Types.Code(layer.Name)}({Types.List(offered.Append("int? seed = null"))})");
        code.Indented($": this({Types.List(new[] { $"NN::LayerScope.Root(\"{layer.Name}\", seed)" }.Concat(passed))})");
        code.Indented("=> _scope.Allocate();");
        code.Blank();

        code.Line("/// <summary>Makes the layer as a part of another, in whose memory its parameters lie.</summary>");
        code.Line("/// <param name=\"scope\">The place of the layer in the other.</param>");
        foreach (string dim in layer.Dims) code.Line($"/// <param name=\"{dim}\">The dim {dim}, at least 1.</param>");
        foreach (SettingMember setting in layer.Settings) code.Line($"/// <param name=\"{ValueNames.Camel(setting.Name)}\">The setting {setting.Name}.</param>");
        code.Line("[Sys::ComponentModel.EditorBrowsable(Sys::ComponentModel.EditorBrowsableState.Never)]");
        code.Open($"public {Types.Code(layer.Name)}({Types.List(new[] { "NN::LayerScope scope" }.Concat(offered))})");
        code.Line("_scope = scope;");
        foreach (string dim in layer.Dims) code.Line($"this.{Property(layer, dim)} = scope.Dim(\"{layer.Name}\", \"{dim}\", {dim});");
        HashSet<string> rates = RatesOf(layer);
        foreach (SettingMember setting in layer.Settings)
            code.Line($"_{setting.Name} = {(setting.IsInt ? $"scope.Setting(\"{layer.Name}\", \"{setting.Name}\", {Argument(setting)})" : rates.Contains(setting.Name) ? Rate(layer, setting) : Argument(setting))};");
        foreach (string fact in layer.Facts) WriteFact(code, layer, fact);
        foreach (MemberModel member in layer.Members) WriteConstruction(code, layer, member);
        code.Close();
        code.Blank();
    }

    /// <summary>The settings that are the rate of a dropout.</summary>
    private static HashSet<string> RatesOf(LayerModel layer) =>
    [
        .. layer.Methods.SelectMany(method => method.Graph.Nodes
            .Select(node => OperatorTable.Get(node.Operator).Rate is { } rate ? method.Graph[node.Operands[rate]] : null))
            .Where(rate => rate is { Operator: "Setting" }).Select(rate => rate!.Text("name")!),
    ];

    private static string Rate(LayerModel layer, SettingMember setting)
        => $"Core::Dropout.Rate(\"{layer.Name}\", \"{ValueNames.Camel(setting.Name)}\", {Argument(setting)})";

    private static void WriteConstruction(CodeWriter code, LayerModel layer, MemberModel member)
    {
        switch (member)
        {
            case ParameterMember parameter:
                code.Line($"_{parameter.Name} = scope.Parameter({Types.List(new[] { $"\"{parameter.Name}\"", $"NN::Init.{parameter.Init}", Float(parameter.Scale) }.Concat(parameter.Shape.Dims.Select(size => Size(layer, size))))});");
                break;
            case StateMember state:
                code.Line($"_{state.Name} = scope.State({Types.List(new[] { $"\"{state.Name}\"", $"NN::Init.{state.Init}", Float(state.Scale) }.Concat(state.Shape.Dims.Select(size => Size(layer, size))))});");
                break;
            case SubMember sub:
                IEnumerable<string> settings = sub.Settings.Select(setting => $"{Types.Code(ValueNames.Camel(setting.Name))}: {(setting.Size is { } size ? Size(layer, size) : setting.From is { } from ? $"_{from}" : Float(setting.Value))}");
                string Make(string place) => $"new {sub.Type}({Types.List(new[] { place }.Concat(sub.Dims.Select(size => Size(layer, size))).Concat(settings))})";
                code.Line(sub.Count is { } count
                    ? $"_{sub.Name} = new {TypeOf(sub)}(scope.Sub(\"{sub.Name}\"), {count.ToString(CultureInfo.InvariantCulture)}, scope => {Make("scope")});"
                    : $"_{sub.Name} = {Make($"scope.Sub(\"{sub.Name}\")")};");
                break;
        }
    }

    private static void WriteFact(CodeWriter code, LayerModel layer, string fact)
    {
        if (!Facts.TryParse(fact, out Facts? parsed, out _)) return;
        List<string> names = [.. parsed.All.SelectMany(part => part.Names).Distinct()];
        if (!names.All(layer.FixedSizes.Contains)) return;
        code.Line($"if (!({string.Join(" && ", parsed.All.Select(part => part.ToCSharp(wide: true)))}))");
        code.Indented($"throw new Sys::ArgumentException($\"{layer.Name}: {fact} should hold, but {string.Join(", ", names.Select(name => $"{name} = {{{name}}}"))}.\");");
    }

    private static void WriteDims(CodeWriter code, LayerModel layer)
    {
        foreach (string dim in layer.Dims.Where(dim => !layer.Members.OfType<DimMember>().Any(member => member.Name == dim)))
        {
            code.Line($"/// <summary>The dim {dim}.</summary>");
            code.Line($"public int {dim} {{ get; }}");
            code.Blank();
        }
    }

    private static void WriteMember(CodeWriter code, MemberModel member)
    {
        string type = TypeOf(member);
        string modifiers = member.Accessibility.Length > 0 ? member.Accessibility + " " : "";
        code.Line($"{modifiers}partial {type} {Types.Code(member.Name)} => _{member.Name};");
        code.Blank();
    }

    private static string Property(LayerModel layer, string dim) => layer.Members.OfType<DimMember>().Any(member => member.Name == dim) ? $"_{dim}" : dim;

    public static string TypeOf(MemberModel member) => member switch
    {
        ParameterMember => "NN::Parameter",
        StateMember => "NN::State",
        SubMember { Count: not null } list => $"NN::SubList<{list.Type}>",
        SubMember sub => sub.Type,
        SettingMember setting => setting.Type,
        _ => "int",
    };

    /// <summary>C# for a length that may be computed, and then may be too large.</summary>
    private static string Size(LayerModel layer, Dim dim) => dim.TryName(out _) || dim.TryConstant(out _)
        ? Types.Int(dim)
        : $"scope.Size({Types.List(new[] { $"\"{layer.Name}\"", $"\"{dim}\"", dim.ToCount() }.Concat(dim.Names.Distinct().Select(name => $"(\"{name}\", {name})")))})";

    private static string Float(double value) => ((float)value).ToString("R", CultureInfo.InvariantCulture) + "f";

    private static string Argument(SettingMember setting) => Types.Code(ValueNames.Camel(setting.Name));

    private static string Literal(SettingMember setting) => setting.IsInt ? setting.Default.ToString("R", CultureInfo.InvariantCulture) : Float(setting.Default);
}
