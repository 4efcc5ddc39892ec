using NNGen.Generators.Reading;

namespace NNGen.Generators.Tests.Reading;

/// <summary>How layers, methods and helpers become one graph.</summary>
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
    public void A_sub_layer_in_several_places_is_one()
    {
        LayerModel layer = Definitions.Read("Net", Definitions.Affine, """
            [Layer]
            public partial class Net
            {
                [Sub("I", "I")] public partial Affine Same { get; }
                [Param("I")] public partial Parameter G { get; }
                public Var Forward([Shape("N", "I")] Var x) => Twice(Same, Scaled(G, x)) + Scaled(scale: G, x: Same.Forward(Transpose(MatMul(Same.W, Transpose(x)))));
                private static Var Twice(Affine layer, Var x) => layer.Forward(layer.Forward(x));
                private static Var Scaled(Parameter scale, Var x) => x * scale;
            }
            """);
        Assert.Equal(["Same.W", "Same.B", "G"], layer.Parameters.Select(parameter => parameter.Path));
        Assert.Equal(["G", "Same.W", "Same.B"], layer.Methods[0].Graph.Nodes.Where(node => node.Operator == "Parameter").Select(node => node.Name));
        Assert.Equal("Multiply MatMul Add MatMul Add Transpose MatMul Transpose MatMul Add Multiply Add", layer.Operators());
    }

    [Fact]
    public void The_layers_of_a_list_follow_each_other()
    {
        LayerModel layer = Definitions.Read("Net", Definitions.Affine, """
            [Layer]
            public partial class Net
            {
                [Sub("I", "I", Count = 2)] public partial SubList<Pair> Pairs { get; }
                public Var Forward([Shape("N", "I")] Var x)
                {
                    foreach (var pair in Pairs) x = pair.Forward(x);
                    return x;
                }
            }

            [Layer]
            public partial class Pair
            {
                [Sub("I", "O", Count = 2)] public partial SubList<Affine> Both { get; }
                public Var Forward([Shape("N", "I")] Var x) => Both[0].Forward(x) * Both[Both.Count - 1].Forward(x);
            }
            """);
        Assert.Equal(
            ["Pairs.0.Both.0.W", "Pairs.0.Both.0.B", "Pairs.0.Both.1.W", "Pairs.0.Both.1.B", "Pairs.1.Both.0.W", "Pairs.1.Both.0.B", "Pairs.1.Both.1.W", "Pairs.1.Both.1.B"],
            layer.Parameters.Select(parameter => $"{parameter.Path}"));
        Assert.All(layer.Parameters, parameter => Assert.DoesNotContain("O", parameter.Shape.Names));
    }

    [Fact]
    public void An_affine_layer_is_a_product_and_a_sum()
    {
        LayerModel affine = Definitions.Read("Affine", Definitions.Affine);
        Assert.Equal(["I", "O"], affine.Dims);
        affine.AssertGraph("""
            %0 = Input() : float (N, I) ; x
            %1 = Parameter() : float (I, O) ; W
            %2 = MatMul(%0, %1) : float (N, O)
            %3 = Parameter() : float (O) ; B
            %4 = Add(%2, %3) : float (N, O)
            return %4
            """);
    }

    [Fact]
    public void A_network_is_one_graph_in_its_own_dims()
    {
        LayerModel net = Definitions.Read("TwoLayerNet", Definitions.Affine, Network);
        Assert.Equal(["I", "H", "O"], net.Dims);
        Assert.Equal(["Hidden.W (I, H)", "Hidden.B (H)", "Output.W (H, O)", "Output.B (O)"], net.Parameters.Select(parameter => $"{parameter.Path} {parameter.Shape}"));
        net.AssertGraph("""
            %0 = Input() {noGrad=true} : float (N, I) ; x
            %1 = Input() {noGrad=true} : int (N) ; t
            %2 = Parameter() : float (I, H) ; Hidden.W
            %3 = MatMul(%0, %2) : float (N, H)
            %4 = Parameter() : float (H) ; Hidden.B
            %5 = Add(%3, %4) : float (N, H) ; Hidden
            %6 = Sigmoid(%5) : float (N, H) ; Activation
            %7 = Parameter() : float (H, O) ; Output.W
            %8 = MatMul(%6, %7) : float (N, O)
            %9 = Parameter() : float (O) ; Output.B
            %10 = Add(%8, %9) : float (N, O) ; Output
            %11 = CrossEntropy(%10, %1) : float () ; Loss
            return %11
            """);
        Assert.Equal("(N, O)", net.Result("Predict"));
    }

    [Fact]
    public void A_node_says_which_expression_of_which_layer_it_is()
    {
        LayerModel net = Definitions.Read("TwoLayerNet", Definitions.Affine, Network);
        Assert.Equal(
            ["Hidden: MatMul(x, W)", "Hidden: MatMul(x, W) + B", "Activation: Ops.Sigmoid(x)"],
            net.Methods[0].Graph.Nodes.Select(node => node.Source).Where(source => source.Length > 0).Take(3));
    }

    [Fact]
    public void Layers_nest_to_any_depth_and_each_translates_the_dims_of_the_one_inside()
    {
        LayerModel outer = Definitions.Read("Outer", Definitions.Affine, """
            [Layer]
            public partial class Block
            {
                [Sub("D", "2*D")] public partial Affine Up { get; }
                [Sub("2*D", "D")] public partial Affine Down { get; }
                public Var Forward([Shape("N", "D")] Var x) => x + Down.Forward(Relu(Up.Forward(x)));
            }

            [Layer]
            public partial class Stack
            {
                [Sub("K")] public partial Block First { get; }
                [Sub("K")] public partial Block Second { get; }
                public Var Forward([Shape("M", "K")] Var x) => Second.Forward(First.Forward(x));
            }

            [Layer]
            public partial class Outer
            {
                [Sub("3*E")] public partial Stack Body { get; }
                [return: Shape("B", "3*E")]
                public Var Forward([Shape("B", "3*E")] Var x) => Body.Forward(x);
            }
            """);
        Assert.Equal(["E"], outer.Dims);
        Assert.Equal("Body.First.Up.W (3*E, 6*E)", outer.Parameters.Select(parameter => $"{parameter.Path} {parameter.Shape}").First());
        Assert.Equal(8, outer.Parameters.Count);
        Assert.Equal("(B, 3*E)", outer.Result());
    }

    [Fact]
    public void A_sub_layer_used_twice_has_its_parameters_once()
    {
        LayerModel layer = Definitions.Read("Twice", Definitions.Affine, """
            [Layer]
            public partial class Twice
            {
                [Sub("H", "H")] public partial Affine Step { get; }
                public Var Forward([Shape("N", "H")] Var x) => Step.Forward(Step.Forward(x));
            }
            """);
        Assert.Equal(2, layer.Methods[0].Graph.Nodes.Count(node => node.Operator == "Parameter"));
        Assert.Equal(2, layer.Parameters.Count);
    }

    [Fact]
    public void Several_inputs_and_a_tuple_of_outputs_keep_their_names()
    {
        LayerModel layer = Definitions.Read("Two", """
            [Layer]
            public partial class Two
            {
                [Param("H", "H")] public partial Parameter W { get; }
                public (Var Hidden, Var Loss) Forward([Shape("N", "H")] Var x, [Shape("N", "H")] Var h)
                {
                    var (sum, product) = Both(x, h);
                    Var next = Tanh(MatMul(sum, W) + product);
                    return (next, Mean(Square(next)));
                }

                private static (Var, Var Product) Both(Var a, Var b)
                {
                    var both = (Sum: a + b, Product: a * b);
                    return (both.Sum, both.Item2);
                }
            }
            """);
        Assert.Equal(["Hidden", "Loss"], layer.Methods[0].OutputNames);
        Assert.Equal("(N, H) ()", layer.Result());
        Assert.Contains(layer.Methods[0].Graph.Nodes, node => node.Name == "next" && node.Operator == "Tanh");
    }

    [Fact]
    public void Helpers_are_followed_wherever_their_source_is()
    {
        LayerModel layer = Definitions.Read(
            "Helped",
            """
            [Layer]
            public partial class Helped
            {
                [Param("I", "O")] public partial Parameter W { get; }

                public Var Forward([Shape("N", "I")] Var x)
                {
                    return Scaled(MatMul(x, W).Twice(), scale: 0.5f) + Own(x, 1) * Formulas.Same<Var, int>(Sum(x), 3);
                    Var Scaled(Var y, float scale) => y * scale;
                }

                private Var Own(Var x, int axis) => Sum(MatMul(x, W), axis, keepDims: true);
            }
            """,
            """
            internal static class Formulas
            {
                public static T Same<T, U>(T value, U other) => value;
                public static Var Twice(this Var x) => x + x;
            }
            """);
        Assert.Equal("MatMul Add Constant Multiply MatMul Sum Sum Multiply Add", layer.Operators());
        Assert.Equal("(N, O)", layer.Result());
    }

    [Fact]
    public void A_local_function_sees_and_changes_the_locals_around_it()
    {
        LayerModel layer = Definitions.Read("Local", """
            [Layer]
            public partial class Local
            {
                public Var Forward([Shape("N")] Var x)
                {
                    Var y = x;
                    Step();
                    Step();
                    return y;

                    void Step()
                    {
                        y = Exp(y);
                    }
                }
            }
            """);
        Assert.Equal("Exp Exp", layer.Operators());
    }

    [Fact]
    public void Settings_are_numbers_that_can_be_passed_on()
    {
        LayerModel layer = Definitions.Read("Net", """
            [Layer]
            public partial class Scale
            {
                [Setting(2f)] public partial float Factor { get; }
                [Setting(1f)] public partial float Offset { get; }
                public Var Forward([Shape("...")] Var x) => x * Factor + Offset;
            }

            [Layer]
            public partial class Net
            {
                [Sub, Set("Factor", "Rate")] public partial Scale First { get; }
                [Sub, Set("Factor", 3), Set("Offset", -1f)] public partial Scale Second { get; }
                [Setting(0.5f)] public partial float Rate { get; }
                public Var Forward([Shape("N", "I")] Var x) => Second.Forward(First.Forward(x));
            }
            """);
        layer.AssertGraph("""
            %0 = Input() : float (N, I) ; x
            %1 = Setting() {name=Rate} : float ()
            %2 = Multiply(%0, %1) : float (N, I)
            %3 = Constant() {value=1} : float ()
            %4 = Add(%2, %3) : float (N, I) ; First
            %5 = Constant() {value=3} : float ()
            %6 = Multiply(%4, %5) : float (N, I)
            %7 = Constant() {value=-1} : float ()
            %8 = Add(%6, %7) : float (N, I) ; Second
            return %8
            """);
    }

    [Fact]
    public void A_layer_of_another_assembly_is_inlined_from_its_graph()
    {
        LayerModel affine = Definitions.Read("Affine", Definitions.Affine);
        AssemblyImage library = TestCompilation.Compile(
            new UserProject { AssemblyName = "Library" },
            $$""""
            [NNGen.LayerGraph("""
            {{CompiledLayer.Print(affine)}}
            """)]
            [NNGen.Layer]
            public sealed class Affine
            {
                public NNGen.Var Forward(NNGen.Var x) => x;
            }
            """");
        LayerModel net = Definitions.Read(new UserProject { Libraries = [library] }, "Net", """
            [Layer]
            public partial class Net
            {
                [Sub("2*D", "K")] public partial Affine Inner { get; }
                [return: Shape("B", "K")]
                public Var Forward([Shape("B", "2*D")] Var x) => Relu(Inner.Forward(x));
            }
            """);
        Assert.Equal(["D", "K"], net.Dims);
        Assert.Equal(["Inner.W (2*D, K)", "Inner.B (K)"], net.Parameters.Select(parameter => $"{parameter.Path} {parameter.Shape}"));
        Assert.Equal("MatMul Add Relu", net.Operators());
    }
}
