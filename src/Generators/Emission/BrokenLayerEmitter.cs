using NNGen.Generators.Graphs;
using NNGen.Generators.Reading;

namespace NNGen.Generators.Emission;

/// <summary>
/// Writes members that throw, for a layer that has an error: the build then shows that error alone, and not also that the
/// members are missing wherever the layer is used.
/// </summary>
internal static class BrokenLayerEmitter
{
    public static void Write(CodeWriter code, LayerModel layer)
    {
        string failure = $"throw new Sys::InvalidOperationException(\"{layer.Name} was compiled with errors ({string.Join(", ", layer.Errors)}).\")";
        code.Open($"partial class {layer.Name} : NN::ILayer");
        IEnumerable<string> dims = layer.Dims.Select(dim => $"int {dim}"), settings = layer.Settings.Select(setting => $"float {Names.Camel(setting.Name)}");
        code.Line($"public {layer.Name}({Types.List(dims.Concat(settings.Select(setting => setting + " = 0f")).Append("int? seed = null"))}) => {failure};");
        code.Line($"public {layer.Name}({Types.List(new[] { "NN::LayerScope scope" }.Concat(dims).Concat(settings))}) => {failure};");
        foreach (string dim in layer.Dims.Where(dim => !layer.Members.OfType<DimMember>().Any(member => member.Name == dim))) code.Line($"public int {dim} => {failure};");
        foreach (MemberModel member in layer.Members) code.Line($"{(member.Accessibility.Length > 0 ? member.Accessibility + " " : "")}partial {ConstructorEmitter.TypeOf(member)} {member.Name} => {failure};");
        code.Line($"public Sys::Collections.Generic.IReadOnlyList<NN::Parameter> Params => {failure};");
        code.Line($"public NN::Gradients Grads => {failure};");
        code.Line($"public NN::ComputationGraph Graph => {failure};");
        foreach (MethodModel method in layer.Methods)
        {
            string inputs = Types.List(method.Inputs.Select(input => $"{Types.TensorOf(input)} {input.Name}"));
            string result = method.IsTuple ? $"({Types.List(method.OutputNames.Select((name, i) => $"Core::Unknown {(name.Length > 0 ? name : $"Item{i + 1}")}"))})" : "Core::Unknown";
            code.Line($"public {result} {method.Name}({inputs}) => {failure};");
            if (!method.IsForward) continue;
            code.Line($"public {result} Infer({inputs}) => {failure};");
            code.Line($"public Core::Unknown Backward(bool accumulate = false) => {failure};");
            code.Line($"public Core::Unknown Backward({Types.Tensor} dy, bool accumulate = false) => {failure};");
        }

        code.Close();
    }
}
