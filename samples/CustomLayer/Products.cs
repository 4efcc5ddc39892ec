using System.Numerics.Tensors;

namespace NNGen.Samples.CustomLayer;

/// <summary>The task of the sample: from two numbers between −1 and 1, their product. A gate multiplies, so it is good at this.</summary>
internal static class Products
{
    private const int Count = 256;
    private const int Steps = 20; // that many steps over each set of examples, then new ones

    /// <summary>Trains on examples drawn at random; gives the loss before each step.</summary>
    public static IEnumerable<(int Step, float Loss)> Train(Regressor net, int steps)
    {
        var random = new Random(1);
        var sgd = new Sgd(learningRate: 0.1f);
        float[] inputs = new float[2 * Count], products = new float[Count];
        Tensor<float> x = Tensor.Create(inputs, [Count, 2]), target = Tensor.Create(products, [Count, 1]);
        for (int step = 0; step <= steps; step++)
        {
            if (step % Steps == 0) Draw(random, inputs, products);
            float loss = net.Forward(x, target);
            yield return (step, loss);
            net.Backward();
            sgd.Update(net);
        }
    }

    /// <summary>What the network takes the product to be.</summary>
    public static float Predict(Regressor net, float a, float b) => net.Predict(Tensor.Create([a, b], [1, 2]))[0, 0];

    private static void Draw(Random random, float[] inputs, float[] products)
    {
        for (int i = 0; i < products.Length; i++)
        {
            float a = (2 * random.NextSingle()) - 1, b = (2 * random.NextSingle()) - 1;
            (inputs[2 * i], inputs[(2 * i) + 1], products[i]) = (a, b, a * b);
        }
    }
}
