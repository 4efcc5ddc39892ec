namespace NNGen.Generators.Tests.Layers;

/// <summary>Whatever names a user chooses, the generated code compiles without a word and computes the same.</summary>
public sealed class NamesTests
{
    private const string Source = """
        using NNGen;
        using static NNGen.Ops;

        namespace Core
        {
            public class Block;

            [Layer]
            public sealed partial class Sys
            {
                [Param("H")] public partial Parameter memory { get; }
                [Param("H")] private partial Parameter Map { get; }
                public Var Forward([Shape("N", "H")] Var target, [Shape("N", "H")] Var where, [Shape("N", "H")] Var accumulate, [Shape("N", "H")] Var at,
                    [Shape("N", "H")] Var number, [Shape("N", "H")] Var total, [Shape("N", "H")] Var product, [Shape("N", "H")] Var @class, [Shape("N", "H")] Var _scope)
                {
                    var slot = target * where + accumulate;
                    var names = Mean(at * number, 0) + Mean(total) * product;
                    var dtarget = Tanh(slot) + Tanh(names) * @class;
                    return dtarget * memory + Map / (2 + Square(_scope));
                }
            }
        }

        namespace Numbers
        {
            [Layer]
            public sealed partial class Means
            {
                private readonly float perTerm = 3, number2 = 4;
                public float Fields => perTerm + number2;
                private static float ComputeTerms(float x) => x;

                public Var Forward([Shape("N", "H")] Var x)
                {
                    var perTerm = Exp(x / 4);
                    var terms = Mean(perTerm * perTerm - perTerm, 1);
                    var number2 = Tanh(x) * 2;
                    var number = number2 * number2 / x.Size(0) - number2 / x.Size(1) + number2 * (x.Size(0) + 1) / (x.Size(1) + 2);
                    return Sum(number, 1) * terms + Mean(perTerm * x.Size(1) + perTerm / x.Size(0) * number2);
                }
            }
        }

        namespace NN.Tensors.Services
        {
            [Layer]
            public sealed partial class Map
            {
                [Param("I", "O")] public partial Parameter W { get; }
                [Sub("O")] public partial Core.Sys Gemm { get; }

                [return: Shape("N", "O")]
                public Var Forward([Shape("N", "I")] Var x)
                {
                    var y = Tanh(MatMul(x, W));
                    return Gemm.Forward(y, y, y, y, y, y, y, y, y);
                }

                public (Var dx, Var dy, Var x2) Products([Shape("N", "I")] Var x, [Shape("N", "I")] Var y) => (x * y, x + y, x - y);
            }
        }
        """;

    private static readonly Lazy<CompiledLayers> Layers = new(() => CompiledLayers.Of(Source));

    [Theory]
    [InlineData("Core.Sys")]
    [InlineData("Numbers.Means")]
    [InlineData("NN.Tensors.Services.Map")]
    public void Names_of_the_generated_code_may_be_the_users_own(string layer) => Layers.Value[layer].AgreesWithItsDefinition();
}
