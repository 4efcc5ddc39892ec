using TorchSharp;
using static TorchSharp.torch;

namespace NNGen.Bench;

/// <summary>Contenders that train a network on one batch: forward, backward, update.</summary>
internal static class Training
{
    private const int CheckedSteps = 3;

    /// <summary>Ours. The check gives the gradients of the first step and the losses of three: what an update did shows in the next loss.</summary>
    public static Contender Ours(ILayer net, Optimizer optimizer, Func<float> lossAndBackward)
    {
        float Step()
        {
            float loss = lossAndBackward();
            optimizer.Update(net);
            return loss;
        }

        return new("NNGen", () => Step(), () =>
        {
            float[] losses = new float[CheckedSteps];
            List<Part> parts = [];
            for (int step = 0; step < CheckedSteps; step++)
            {
                losses[step] = Step();
                if (step == 0) parts.AddRange(net.Params.Select(one => new Part($"the gradient of {one.Name}", one.GradBlock.Span.ToArray())));
            }

            return [.. parts, new("the losses", losses)];
        });
    }

    /// <summary>libtorch's. <paramref name="gradients"/> gives its gradients in our order and shapes.</summary>
    public static Contender Torchs(ILayer net, optim.Optimizer optimizer, Func<Tensor> loss, Func<IReadOnlyList<Tensor>> gradients)
    {
        void Step(Action<Tensor>? seen)
        {
            using DisposeScope scope = NewDisposeScope();
            optimizer.zero_grad();
            Tensor value = loss();
            value.backward();
            seen?.Invoke(value);
            optimizer.step();
        }

        return new(Torch.Name, () => Step(null), () =>
        {
            float[] losses = new float[CheckedSteps];
            List<Part> parts = [];
            for (int step = 0; step < CheckedSteps; step++)
            {
                int number = step;
                Step(value =>
                {
                    losses[number] = value.item<float>();
                    if (number == 0) parts.AddRange(gradients().Zip(net.Params, (gradient, one) => new Part($"the gradient of {one.Name}", Torch.Values(gradient))));
                });
            }

            return [.. parts, new("the losses", losses)];
        });
    }

    /// <summary>The gradients of parameters that stand in our order and shapes.</summary>
    public static Func<IReadOnlyList<Tensor>> GradientsOf(TorchSharp.Modules.Parameter[] parameters)
        => () => [.. parameters.Select(one => one.grad ?? throw new InvalidOperationException("libtorch gave no gradient."))];
}
