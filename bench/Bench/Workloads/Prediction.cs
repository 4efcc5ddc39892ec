using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using static TorchSharp.torch;

namespace NNGen.Bench;

/// <summary>The scores of 784-100-10 with ReLU, against libtorch and ONNX Runtime.</summary>
internal sealed class Prediction(int batch) : Workload
{
    public override string Name => $"MLP 784-100-10, batch {batch}, inference";

    public override double Flops => 2.0 * batch * (784 * 100 + 100 * 10);

    public override IReadOnlyList<Contender> Prepare(int threads)
    {
        float[] data = Numbers.Of(batch * 784), scores = new float[batch * 10], others = new float[batch * 10];
        var net = new ShallowNet(784, 100, 10, seed: 1);
        TorchSharp.Modules.Parameter[] p = Torch.ParametersOf(net);
        var x = data.Shaped(batch, 784);
        torch.Tensor tx = Torch.Of(data, batch, 784);

        byte[] model = OnnxModel.Of(784, 10,
            [("Gemm", ["x", "Hidden.W", "Hidden.B"], "h"), ("Relu", ["h"], "a"), ("Gemm", ["a", "Output.W", "Output.B"], "y")],
            net.Params.Select(one => (one.Name, Enumerable.Range(0, one.Shape.Rank).Select(axis => one.Shape[axis]).ToArray(), one.ValueBlock.Span.ToArray())));
        using var options = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1 };
        var session = new InferenceSession(model, options);
        var run = new RunOptions();
        string[] inputNames = ["x"], outputNames = ["y"];
        OrtValue[] inputs = [OrtValue.CreateTensorValueFromMemory(data, [batch, 784])], outputs = [OrtValue.CreateTensorValueFromMemory(others, [batch, 10])];
        return
        [
            Inference.Ours(() => net.Predict(x, new TensorSpan<float>(scores, [batch, 10])), scores),
            Inference.Torchs(() => Torch.Affine(Torch.Affine(tx, p[0], p[1]).relu(), p[2], p[3])),
            Inference.Ours(() => session.Run(run, inputNames, inputs, outputNames, outputs), others, "ONNX Runtime"),
        ];
    }
}
