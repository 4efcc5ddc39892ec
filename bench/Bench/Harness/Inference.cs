using TorchSharp;
using static TorchSharp.torch;

namespace NNGen.Bench;

/// <summary>Contenders that only predict.</summary>
internal static class Inference
{
    /// <summary>A contender whose step leaves its outputs in <paramref name="outputs"/>.</summary>
    public static Contender Ours(Action predict, float[] outputs, string name = "NNGen")
        => new(name, predict, () =>
        {
            predict();
            return [new("the outputs", [.. outputs])];
        });

    /// <summary>libtorch's, without a tape.</summary>
    public static Contender Torchs(Func<Tensor> predict)
        => new(Torch.Name, () => Run(predict), () => [new("the outputs", Run(predict, read: true)!)]);

    private static float[]? Run(Func<Tensor> predict, bool read = false)
    {
        using DisposeScope scope = NewDisposeScope();
        using var mode = inference_mode();
        Tensor result = predict();
        return read ? Torch.Values(result) : null;
    }
}
