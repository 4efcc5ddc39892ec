using NNGen.Generators.Reading;

namespace NNGen.Generators.Tests.Reading;

public sealed class CompositionTests
{
    private const string Network = """
        [Layer]
        public sealed partial class Sigmoid
        {
            [return: Shape("...")]
            public Var Forward([Shape("...")] Var x) => Ops.Sigmoid(x);
        }

        [Layer]
        public sealed partial class SoftmaxWithLoss
        {
            public Var Forward([Shape("N", "C")] Var scores, [Shape("N")] IntVar labels) => CrossEntropy(scores, labels);
        }

        [Layer]
        public sealed partial class TwoLayerNet
        {
            [Sub("I", "H")] public partial Affine Hidden { get; }
            [Sub]           public partial Sigmoid Activation { get; }
            [Sub("H", "O")] public partial Affine Output { get; }
            [Sub]           public partial SoftmaxWithLoss Loss { get; }

            [return: Shape("N", "O")]
            public Var Predict([Shape("N", "I")] Var x)
                => Output.Forward(Activation.Forward(Hidden.Forward(x)));

            public Var Forward([Shape("N", "I"), NoGrad] Var x, [Shape("N")] IntVar t)
                => Loss.Forward(Predict(x), t);
        }
        """;

    [Fact]
    public void An_affine_layer_is_a_product_and_a_sum()
    {
        LayerModel affine = Definitions.Read("Affine", Definitions.Affine);
        Assert.Equal(["I", "O"], affine.Dims);
        Assert.Equal("", affine.Graph());
    }

    [Fact]
    public void A_network_is_one_graph()
    {
        LayerModel net = Definitions.Read("TwoLayerNet", Definitions.Affine, Network);
        Assert.Equal(["I", "H", "O"], net.Dims);
        Assert.Equal("", net.Graph());
    }
}
