using System.Numerics.Tensors;
using NNGen.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace NNGen.Bench;

/// <summary>A transformer block, causal: T = 128, D = 256, 4 heads, batch 8.</summary>
/// <param name="trains">Forward, backward from a given gradient and SGD; or inference.</param>
internal sealed class Transformer(bool trains) : Workload
{
    private const int Batch = 8, T = 128, D = 256, Heads = 4;

    public override string Name => $"transformer block T=128 D=256 4 heads, batch 8, {(trains ? "SGD step" : "inference")}";

    // The useful half of causal attention only: what is masked is no work.
    public override double Flops => (trains ? 3 : 1) * 2.0 * Batch * T * (12.0 * D * D + (T + 1) * (double)D);

    public override IReadOnlyList<Contender> Prepare(int threads)
    {
        float[] data = Numbers.Of(Batch * T * D), direction = Numbers.Of(Batch * T * D, 3);
        var net = new TransformerBlock(D, Heads, seed: 1);
        Dictionary<string, TorchSharp.Modules.Parameter> p = net.Params.Zip(Torch.ParametersOf(net)).ToDictionary(pair => pair.First.Name, pair => pair.Second);
        nint[] shape = [Batch, T, D];
        float[] y = new float[data.Length], dx = new float[data.Length];
        var x = data.Shaped(shape);
        var dy = direction.Shaped(shape);
        torch.Tensor tx = Torch.Of(data, Batch, T, D), tdy = Torch.Of(direction, Batch, T, D);

        torch.Tensor Norm(torch.Tensor value, string name) => nn.functional.layer_norm(value, [D], p[name + ".Gain"], p[name + ".Bias"], 1e-5);
        torch.Tensor Linear(torch.Tensor value, string name) => p.TryGetValue(name + ".B", out var bias) ? value.matmul(p[name + ".W"]) + bias : value.matmul(p[name + ".W"]);
        torch.Tensor Split(torch.Tensor value) => value.view(Batch, T, Heads, D / Heads).transpose(1, 2);
        torch.Tensor Block(torch.Tensor value)
        {
            torch.Tensor normal = Norm(value, "BeforeAttention");
            torch.Tensor mixed = nn.functional.scaled_dot_product_attention(
                Split(Linear(normal, "Attention.Query")), Split(Linear(normal, "Attention.Key")), Split(Linear(normal, "Attention.Value")), is_casual: true);
            torch.Tensor after = value + Linear(mixed.transpose(1, 2).reshape(Batch, T, D), "Attention.Output");
            return after + Linear(nn.functional.gelu(Linear(Norm(after, "BeforeLayers"), "Up")), "Down");
        }

        if (!trains)
        {
            return
            [
                Inference.Ours(() => net.Infer(x, new TensorSpan<float>(y, shape)), y),
                Inference.Torchs(() => Block(tx)),
            ];
        }

        tx.requires_grad_(true);
        // The loss is Σ y·dy for both, so that dy is the gradient of y.
        return
        [
            Training.Ours(net, new Sgd(1e-4f), () =>
            {
                net.Forward(x, new TensorSpan<float>(y, shape));
                net.Backward(dy, new TensorSpan<float>(dx, shape));
                return System.Numerics.Tensors.TensorPrimitives.Dot<float>(y, direction);
            }),
            Training.Torchs(net, optim.SGD([.. net.Params.Select(one => p[one.Name])], 1e-4), () => (Block(tx) * tdy).sum(), () => [.. net.Params.Select(one => p[one.Name].grad ?? throw new InvalidOperationException("libtorch gave no gradient."))]),
        ];
    }
}
