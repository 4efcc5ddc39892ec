using NNGen.Generators.Graphs;
using NNGen.Generators.Reading;

namespace NNGen.Generators.Emission;

/// <summary>
/// Writes members that throw, for a layer that has an error: the build then shows that error alone, and not also that the
/// members are missing wherever the layer is used.
/// </summary>
internal static class BrokenLayerEmitter
{
    public static void Write(CodeWriter code, LayerModel layer, BrokenLayer broken)
    {
        string failure = $"throw new Sys::InvalidOperationException(\"{layer.Name} was compiled with errors ({string.Join(", ", layer.Errors)}).\")";
        code.Line("#pragma warning disable CS1591 // The layer has an error, and that is all there is to say of its members.");
        code.Open($"partial class {Types.Code(layer.Name)} : NN::ILayer");
        WriteConstructors(code, layer, broken, failure);
        foreach (BrokenProperty property in broken.Properties) WriteProperty(code, property, failure);
        IEnumerable<string> dims = broken.Dims.Where(dim => broken.Properties.All(property => property.Name != dim));
        foreach (string dim in dims.Where(dim => !broken.Taken.Contains(dim) && dim != layer.Name)) code.Line($"public int {Types.Code(dim)} => {failure};");
        WriteGenerated("Sys::Collections.Generic.IReadOnlyList<NN::Parameter>", "Params", "NN::ILayer.");
        WriteGenerated("NN::Gradients", "Grads", "NN::ILayer.");
        WriteGenerated("Sys::Collections.Generic.IReadOnlyList<NN::State>", "States", "NN::ILayer.");
        code.Line($"NN::LayerScope NN::ILayer.Scope => {failure};");
        WriteGenerated("NN::LayerMemory", "Memory", "");
        WriteGenerated("NN::ComputationGraph", "Graph", "");
        var written = new HashSet<string>(broken.Methods.Select(method => method.Name).Concat(broken.Taken));
        foreach (BrokenMethod method in broken.Methods.Where(method => !broken.Taken.Contains(method.Name))) WriteMethod(code, method, failure, infers: !written.Contains("Infer"));
        if (!written.Contains("Backward"))
        {
            code.Line($"public Core::Unknown Backward(bool accumulate = false) => {failure};");
            code.Line($"public Core::Unknown Backward({Types.Tensor} dy, bool accumulate = false) => {failure};");
        }

        code.Close();

        // Where the user has a member of the name, the interface is implemented out of its way.
        void WriteGenerated(string type, string name, string contract)
        {
            if (!broken.Taken.Contains(name)) code.Line($"public {type} {name} => {failure};");
            else if (contract.Length > 0) code.Line($"{type} {contract}{name} => {failure};");
        }
    }

    private static void WriteConstructors(CodeWriter code, LayerModel layer, BrokenLayer broken, string failure)
    {
        IReadOnlyList<string> dims = [.. broken.Dims.Where(dim => dim is not ("seed" or "scope")).Select(dim => $"int {Types.Code(dim)}")];
        IReadOnlyList<string> settings =
        [
            .. broken.Settings.Where(setting => setting.Name.Length > 0).Select(setting => setting with { Name = ValueNames.Camel(setting.Name) })
                .GroupBy(setting => setting.Name).Select(same => same.First())
                .Where(setting => !broken.Dims.Contains(setting.Name) && setting.Name is not ("seed" or "scope")).Select(setting => $"{setting.Type} {Types.Code(setting.Name)}"),
        ];
        code.Line($"public {Types.Code(layer.Name)}({Types.List(dims.Concat(settings.Select(setting => setting + " = 0")).Append("int? seed = null"))}) => {failure};");
        code.Line($"public {Types.Code(layer.Name)}({Types.List(new[] { "NN::LayerScope scope" }.Concat(dims).Concat(settings))}) => {failure};");
    }

    private static void WriteProperty(CodeWriter code, BrokenProperty property, string failure)
    {
        string modifiers = property.Modifiers.Length > 0 ? property.Modifiers + " " : "";
        string get = property.HasGetter ? $"get => {failure}; " : "", set = property.Setter.Length > 0 ? $"{property.Setter} => {failure}; " : "";
        code.Line($"{modifiers}partial {property.Type} {Types.Code(property.Name)} {{ {get}{set}}}");
    }

    private static void WriteMethod(CodeWriter code, BrokenMethod method, string failure, bool infers)
    {
        string inputs = Types.List(method.Inputs.Select(input => $"{(input.IsScalar ? Types.Number(input.Type) : Types.TensorOf(input.Type))} {input.Name}"));
        string result = method.OutputNames.Count == 1
            ? method.ReturnsTensor ? Types.TensorOf(method.Element) : "Core::Unknown"
            : $"({Types.List(method.OutputNames.Select(name => $"Core::Unknown {name}"))})";
        code.Line($"public {result} {method.Name}({inputs}) => {failure};");
        if (infers && method.Name == "Forward") code.Line($"public {result} Infer({inputs}) => {failure};");
    }
}
