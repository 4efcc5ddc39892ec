namespace NNGen.Generators.Tests.Layers;

/// <summary>Networks over images and series, written as a user would, of the layers that NNGen brings.</summary>
internal static class ImageLayers
{
    public const string Source = """
        using System;
        using NNGen;
        using NNGen.Layers;

        /// <summary>The network of LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition", 1998, with maxima.</summary>
        [Layer]
        public sealed partial class LeNet
        {
            [Sub("1", "6", "5"), Set("Padding", 2)] public partial Conv2D C1 { get; }
            [Sub] public partial MaxPool2D Pool { get; }
            [Sub("6", "16", "5")] public partial Conv2D C3 { get; }
            [Sub("400", "120")] public partial Affine F5 { get; }
            [Sub("120", "84")] public partial Affine F6 { get; }
            [Sub("84", "10")] public partial Affine Output { get; }
            [Sub] public partial SoftmaxWithLoss Loss { get; }

            [return: Shape("N", "10")]
            public Var Predict([Shape("N", "1", "28", "28")] Var x)
            {
                Var h = Pool.Forward(Ops.Relu(C1.Forward(x)));
                h = Pool.Forward(Ops.Relu(C3.Forward(h)));
                h = Ops.Relu(F5.Forward(Ops.Flatten(h)));
                return Output.Forward(Ops.Relu(F6.Forward(h)));
            }

            public Var Forward([Shape("N", "1", "28", "28"), NoGrad] Var x, [Shape("N")] IntVar t) => Loss.Forward(Predict(x), t);
        }

        /// <summary>The same in small, so that it can be differentiated by differences.</summary>
        [Layer]
        public sealed partial class SmallNet
        {
            [Sub("1", "2", "3"), Set("Padding", 1)] public partial Conv2D C1 { get; }
            [Sub] public partial MaxPool2D Largest { get; }
            [Sub("2", "3", "2"), Set("Stride", 2)] public partial Conv2D C2 { get; }
            [Sub, Set("Size", 2), Set("Stride", 1)] public partial AvgPool2D Means { get; }
            [Sub] public partial Flatten Flat { get; }
            [Sub("3", "4")] public partial Affine Output { get; }
            [Sub] public partial SoftmaxWithLoss Loss { get; }

            [return: Shape("B", "4")]
            public Var Predict([Shape("B", "1", "8", "8")] Var x)
            {
                Var h = Largest.Forward(Ops.Tanh(C1.Forward(x)));
                h = Means.Forward(Ops.Tanh(C2.Forward(h)));
                return Output.Forward(Flat.Forward(h));
            }

            public Var Forward([Shape("B", "1", "8", "8")] Var x, [Shape("B")] IntVar t) => Loss.Forward(Predict(x), t);
        }

        /// <summary>The block of He, Zhang, Ren and Sun, "Deep residual learning for image recognition", 2016, without normalisation.</summary>
        [Layer]
        public sealed partial class ResidualBlock
        {
            [Sub("C", "C", "3"), Set("Padding", 1)] public partial Conv2D First { get; }
            [Sub("C", "C", "3"), Set("Padding", 1)] public partial Conv2D Second { get; }

            [return: Shape("B", "C", "Height", "Width")]
            public Var Forward([Shape("B", "C", "Height", "Width")] Var x) => Ops.Tanh(Second.Forward(Ops.Tanh(First.Forward(x))) + x);
        }

        /// <summary>The block that halves the image and has more channels: its shortcut is a convolution of one place.</summary>
        [Layer]
        public sealed partial class HalvingBlock
        {
            [Sub("C", "O", "3"), Set("Padding", 1), Set("Stride", 2)] public partial Conv2D First { get; }
            [Sub("O", "O", "3"), Set("Padding", 1)] public partial Conv2D Second { get; }
            [Sub("C", "O", "1"), Set("Stride", 2)] public partial Conv2D Shortcut { get; }

            [return: Shape("B", "O", "3", "2")]
            public Var Forward([Shape("B", "C", "5", "4")] Var x) => Ops.Tanh(Second.Forward(Ops.Tanh(First.Forward(x))) + Shortcut.Forward(x));
        }

        /// <summary>A depthwise convolution, then one of one place: Howard and others, "MobileNets", 2017.</summary>
        [Layer]
        public sealed partial class SeparableConvolution
        {
            [Sub("4", "4", "3"), Set("Padding", 1), Set("Groups", 4)] public partial Conv2D Depthwise { get; }
            [Sub("4", "O", "1")] public partial Conv2D Pointwise { get; }
            public Var Forward([Shape("B", "4", "4", "5")] Var x) => Pointwise.Forward(Depthwise.Forward(x));
        }

        /// <summary>Dilated convolutions of a series, padded so that nothing gets shorter.</summary>
        [Layer]
        public sealed partial class SeriesNet
        {
            [Sub("2", "C", "3"), Set("Padding", "Reach"), Set("Dilation", "Reach")] public partial Conv1D Wide { get; }
            [Sub("C", "1", "3"), Set("Padding", 1)] public partial Conv1D Narrow { get; }
            [Setting(2)] public partial int Reach { get; }

            [return: Shape("B", "1", "9")]
            public Var Forward([Shape("B", "2", "9")] Var x) => Narrow.Forward(Ops.Tanh(Wide.Forward(x)));
        }
        """;
}
