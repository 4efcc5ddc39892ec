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
        code.Open($"partial class {layer.Name} : NN::ILayer");
        WriteConstructors(code, layer, broken, failure);
        foreach (BrokenProperty property in broken.Properties) WriteProperty(code, property, failure);
        IEnumerable<string> dims = broken.Dims.Where(dim => broken.Properties.All(property => property.Name != dim));
        foreach (string dim in dims) code.Line($"public int {dim} => {failure};");
        code.Line($"public Sys::Collections.Generic.IReadOnlyList<NN::Parameter> Params => {failure};");
        code.Line($"public NN::Gradients Grads => {failure};");
        code.Line($"public NN::ComputationGraph Graph => {failure};");
        foreach (BrokenMethod method in broken.Methods) WriteMethod(code, method, failure);
        code.Close();
    }

    private static void WriteConstructors(CodeWriter code, LayerModel layer, BrokenLayer broken, string failure)
    {
        IEnumerable<string> dims = broken.Dims.Select(dim => $"int {dim}");
        IEnumerable<string> settings = broken.Settings.Select(setting => $"float {Names.Camel(setting)}");
        code.Line($"public {layer.Name}({Types.List(dims.Concat(settings.Select(setting => setting + " = 0f")).Append("int? seed = null"))}) => {failure};");
        code.Line($"public {layer.Name}({Types.List(new[] { "NN::LayerScope scope" }.Concat(dims).Concat(settings))}) => {failure};");
    }

    private static void WriteProperty(CodeWriter code, BrokenProperty property, string failure)
    {
        string modifiers = property.Modifiers.Length > 0 ? property.Modifiers + " " : "";
        string get = property.HasGetter ? $"get => {failure}; " : "", set = property.HasSetter ? $"set => {failure}; " : "";
        code.Line($"{modifiers}partial {property.Type} {property.Name} {{ {get}{set}}}");
    }

    private static void WriteMethod(CodeWriter code, BrokenMethod method, string failure)
    {
        string inputs = Types.List(method.Inputs.Select(input => $"{(input.IsScalar ? Types.Number(input.Type) : input.Type == ElementType.Int ? "Tensors::Tensor<int>" : Types.Tensor)} {input.Name}"));
        string result = method.OutputNames.Count == 1
            ? method.ReturnsTensor ? Types.Tensor : "Core::Unknown"
            : $"({Types.List(method.OutputNames.Select(name => $"Core::Unknown {name}"))})";
        code.Line($"public {result} {method.Name}({inputs}) => {failure};");
        if (method.Name != "Forward") return;
        code.Line($"public {result} Infer({inputs}) => {failure};");
        code.Line($"public Core::Unknown Backward(bool accumulate = false) => {failure};");
        code.Line($"public Core::Unknown Backward({Types.Tensor} dy, bool accumulate = false) => {failure};");
    }
}
