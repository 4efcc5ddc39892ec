using NNGen.Generators.Graphs;
using NNGen.Generators.Reading;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Emission;

/// <summary>A value that a generated method hands out.</summary>
/// <param name="Name">The element of a tuple, and the destination's parameter.</param>
/// <param name="Element">What its elements are.</param>
/// <param name="Block">C# for the block that it lies in after the loops have run.</param>
/// <param name="Facts">What holds of its dims.</param>
internal sealed record Result(string Name, ElementType Element, Shape Shape, string Block, Facts Facts)
{
    public bool IsScalar => Shape.Rank == 0;

    public bool HasLeading => Leading.Starts(Shape);

    /// <summary>The dims whose lengths are computed; those of the leading ones come from the call as they are.</summary>
    public IEnumerable<Dim> DimsBesideLeading => Shape.Dims.Skip(HasLeading ? 1 : 0);

    public string Type => IsScalar ? Types.Number(Element) : Types.TensorOf(Element);

    public string Destination => Types.DestinationOf(Element);

    /// <summary>C# that makes the value, once it is computed.</summary>
    public string Take(string leading)
    {
        string make = Element == ElementType.Mask ? "ToMask" : "ToTensor";
        if (IsScalar) return Element == ElementType.Mask ? $"{Block}.IsTrue" : $"{Block}.Span[0]";
        string lengths = Types.List((HasLeading ? [$".. {leading}"] : Enumerable.Empty<string>()).Concat(Types.Lengths(Shape, Facts)));
        return HasLeading ? $"{Block}.{make}([{lengths}])" : $"{Block}.{make}({lengths})";
    }

    /// <summary>C# that copies it to its destination.</summary>
    public string Copy() => $"{Block}.CopyTo({Types.Code(Name)});";

    /// <summary>C# that refuses a destination of the wrong shape.</summary>
    public string Check(string where, string leading)
        => $"Core::Boundary.Destination(\"{where}\", \"{Name}\", \"{Leading.Text(Shape.ToString())}\", {Types.Code(Name)}.Lengths, {(HasLeading ? leading : "default")}, {Types.Ints(Types.LengthsOf(Shape), Facts)});";

    /// <summary>The C# type of all results together: nothing, one, or a tuple.</summary>
    public static string TypeOf(IReadOnlyList<Result> results, Func<Result, string> type) => results.Count switch
    {
        0 => "void",
        1 => type(results[0]),
        _ => $"({Types.List(results.Select(result => $"{type(result)} {Types.Code(result.Name)}"))})",
    };

    public static string ValueOf(IReadOnlyList<Result> results, Func<Result, string> value)
        => results.Count == 1 ? value(results[0]) : $"({Types.List(results.Select(value))})";
}
