using Microsoft.CodeAnalysis.CSharp;
using NNGen.Generators.Graphs;
using NNGen.Generators.Reading;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Emission;

/// <summary>The C# types in which tensors come and go at the boundary of a layer.</summary>
internal static class Types
{
    public const string Tensor = "Tensors::Tensor<float>";

    public const string Span = "Tensors::ReadOnlyTensorSpan<float>";

    /// <summary>A rank-0 input is a plain number.</summary>
    public static bool IsScalar(InputModel input) => input.Shape.Rank == 0;

    /// <summary>True for what a call may be refused for: a wrong shape, or a label out of range.</summary>
    public static bool IsChecked(InputModel input) => !IsScalar(input) || input.Type == ElementType.Int;

    public static string TensorOf(InputModel input) => IsScalar(input) ? Number(input.Type) : TensorOf(input.Type);

    public static string SpanOf(InputModel input) => IsScalar(input) ? Number(input.Type) : $"in Tensors::ReadOnlyTensorSpan<{Number(input.Type)}>";

    public static string TensorOf(ElementType type) => $"Tensors::Tensor<{Number(type)}>";

    public static string DestinationOf(ElementType type) => $"Tensors::TensorSpan<{Number(type)}>";

    public static string Number(ElementType type) => type switch
    {
        ElementType.Int => "int",
        ElementType.Mask => "bool",
        _ => "float",
    };

    public static bool IsKeyword(string name) => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None;

    /// <summary>The name of an input or a result as C#: a keyword needs its @.</summary>
    public static string Code(string name) => IsKeyword(name) ? "@" + name : name;

    public static string Int(Dim dim, Facts? facts = null) => dim.ToCSharp(wide: false, facts);

    /// <summary>The dims after the leading ones, as arguments.</summary>
    public static IEnumerable<string> Lengths(Shape shape, Facts facts) => LengthsOf(shape).Select(dim => Int(dim, facts));

    /// <summary>The dims after the leading ones.</summary>
    public static IReadOnlyList<Dim> LengthsOf(Shape shape) => [.. Leading.Starts(shape) ? shape.Dims.Skip(1) : shape.Dims];

    /// <summary>
    /// A list of ints as a span. One of constants alone stands on the stack: where the caller's code is not optimized, the runtime allocates for a
    /// collection expression of constants at every call.
    /// </summary>
    public static string Ints(IReadOnlyList<Dim> dims, Facts? facts = null)
    {
        string list = List(dims.Select(dim => Int(dim, facts)));
        return dims.Count > 0 && dims.All(dim => dim.TryConstant(out _)) ? $"stackalloc[] {{ {list} }}" : $"[{list}]";
    }

    public static string List(IEnumerable<string> items) => string.Join(", ", items);
}
