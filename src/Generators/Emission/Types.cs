using NNGen.Generators.Graphs;
using NNGen.Generators.Reading;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Emission;

/// <summary>The C# types in which tensors come and go at the boundary of a layer.</summary>
internal static class Types
{
    public const string Tensor = "Tensors::Tensor<float>";

    public const string Span = "Tensors::ReadOnlyTensorSpan<float>";

    public const string Destination = "Tensors::TensorSpan<float>";

    /// <summary>A rank-0 input is a plain number.</summary>
    public static bool IsScalar(InputModel input) => input.Shape.Rank == 0;

    /// <summary>True for what a call may be refused for: a wrong shape, or a label out of range.</summary>
    public static bool IsChecked(InputModel input) => !IsScalar(input) || input.Type == ElementType.Int;

    public static string TensorOf(InputModel input) => IsScalar(input) ? Number(input.Type) : input.Type == ElementType.Int ? "Tensors::Tensor<int>" : Tensor;

    public static string SpanOf(InputModel input) => IsScalar(input) ? Number(input.Type) : input.Type == ElementType.Int ? "in Tensors::ReadOnlyTensorSpan<int>" : "in " + Span;

    public static string Number(ElementType type) => type == ElementType.Int ? "int" : "float";

    public static string Int(Dim dim) => dim.ToCSharp(wide: false);

    /// <summary>The dims after the leading ones, as arguments.</summary>
    public static IEnumerable<string> Lengths(Shape shape) => (Leading.Starts(shape) ? shape.Dims.Skip(1) : shape.Dims).Select(Int);

    public static string List(IEnumerable<string> items) => string.Join(", ", items);
}
