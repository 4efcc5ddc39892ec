using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>
/// The dim <c>"..."</c> of a layer on its own: all leading axes together, as one. A layer whose formula looks at the last axes
/// alone cannot tell the difference; one that does look is refused.
/// </summary>
internal static class Leading
{
    public const string Marker = Shape.LeadingMark;

    public const string Name = "leading";

    public static Dim Dim { get; } = Dim.Name(Name);

    public static bool Starts(Shape shape) => shape.Rank > 0 && shape[0].Equals(Dim);

    /// <summary>The shape with its leading dims as one.</summary>
    public static Shape Joined(Shape shape) => shape.WithLeading([Dim]);

    /// <summary>The shape with its leading dims open again, for a call that knows them one by one.</summary>
    public static Shape Marked(Shape shape) => Starts(shape) ? new(new EquatableArray<Dim>(shape.Dims.Skip(1)), hasLeading: true) : shape;

    /// <summary>Whether an axis is one of the last <paramref name="count"/>, counted from the end: where it is does not depend on how many leading dims there are.</summary>
    public static bool IsBehind(Dim axis, int count) => axis.TryConstant(out long number) && number < 0 && number >= -count;

    /// <summary>A message with its shapes as the user wrote them.</summary>
    public static string Text(string message) => message.Replace("(" + Name + ",", "(" + Marker + ",").Replace("(" + Name + ")", "(" + Marker + ")");
}
