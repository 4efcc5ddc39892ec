using NNGen.Generators.Graphs;
using NNGen.Generators.Planning;
using NNGen.Generators.Reading;

namespace NNGen.Generators.Emission;

/// <summary>Writes <c>Memory</c>: what each method needs, as a formula and as a number for any batch.</summary>
internal static class MemoryEmitter
{
    public static void Write(CodeWriter code, CompiledModel model)
    {
        LayerModel layer = model.Layer;
        List<(string Name, string Reserve, MemoryPlan Plan, IReadOnlyList<string> Dims)> methods = [];
        foreach (CompiledMethod method in model.Methods)
        {
            IReadOnlyList<string> dims = BoundaryEmitter.CallDims(layer, method.Method);
            if (method.Training is { } training)
            {
                methods.Add(("Forward", MethodEmitter.ReservationOf(model, method, training: true), training.Plan, dims));
                methods.Add(("Infer", MethodEmitter.ReservationOf(model, method, training: false), method.Inference.Plan, dims));
            }
            else
            {
                methods.Add((method.Method.Name, MethodEmitter.ReservationOf(model, method, training: false), method.Inference.Plan, dims));
            }
        }

        string example = $"Memory.Training.Bytes({string.Join(", ", methods.First(method => method.Name == "Forward").Dims.Select(MethodDocumentation.Text))})";
        code.Line("/// <summary>The memory of the layer in bytes: of the parameters, and for each method as a formula in the dims.</summary>");
        code.Line($"/// <remarks><c>{example}</c> is what Forward and Backward hold at once, beside parameters, gradients and states.</remarks>");
        code.Line($"public NN::LayerMemory Memory => _layerMemory ??= new(\"{layer.Name}\", _scope, _training, _inference,");
        for (int i = 0; i < methods.Count; i++)
        {
            (string name, string reserve, MemoryPlan plan, IReadOnlyList<string> dims) = methods[i];
            string names = Types.List(dims.Select(dim => $"\"{MethodDocumentation.Text(dim)}\""));
            string values = Types.List(Enumerable.Range(0, dims.Count).Select(dim => $"dims[{dim}]").Prepend("memory"));
            code.Indented($"new(\"{layer.Name}\", \"{name}\", \"{MethodDocumentation.Text(plan.Bytes)}\", [{names}], {(dims.Count > 0 ? "(memory, dims)" : "(memory, _)")} => {reserve}({values})){(i + 1 < methods.Count ? "," : ");")}");
        }

        code.Blank();
        code.Line("private NN::LayerMemory? _layerMemory;");
        code.Blank();
    }
}
