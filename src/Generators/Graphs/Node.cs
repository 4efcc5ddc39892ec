using System.Globalization;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Graphs;

/// <summary>One value of a graph: an operator applied to earlier values.</summary>
/// <param name="Id">Its place in the graph's list; operands have smaller ones.</param>
/// <param name="Operator">The operator's name in <c>Operators/</c>.</param>
/// <param name="Operands">The ids of what it is computed from.</param>
/// <param name="Attributes">What the operator needs besides: axes, flags, names.</param>
/// <param name="Shape">The shape of the value.</param>
/// <param name="Type">What the elements are.</param>
/// <param name="Name">What a person would call the value: the user's local, or the sub-layer that gave it; empty for steps in between.</param>
/// <param name="Source">The user's expression that it stands for, on one line; empty where the compiler made it.</param>
internal sealed record Node(
    int Id,
    string Operator,
    EquatableArray<int> Operands,
    EquatableArray<NodeAttribute> Attributes,
    Shape Shape,
    ElementType Type,
    string Name,
    string Source)
{
    /// <summary>Why the value is not computed as its source says, for comments; two nodes that differ in nothing else are equal.</summary>
    public EquatableArray<string> Because { get; init; } = [];

    public bool Equals(Node? other)
        => other is not null && Id == other.Id && Operator == other.Operator && Operands == other.Operands && Attributes == other.Attributes
            && Shape.Equals(other.Shape) && Type == other.Type && Name == other.Name && Source == other.Source;

    public override int GetHashCode() => unchecked((Operator.GetHashCode() * 31 + Operands.GetHashCode()) * 31 + Id);

    public string? Text(string key) => Attributes.FirstOrDefault(attribute => attribute.Key == key)?.Value;

    public bool Flag(string key) => Text(key) == "true";

    public int Int(string key) => int.Parse(Required(key), NumberStyles.Integer, CultureInfo.InvariantCulture);

    public double Number(string key) => NodeAttribute.ParseNumber(Required(key));

    public Dim Dim(string key)
        => Shapes.Dim.TryParse(Required(key), out Dim? dim, out _)
            ? dim
            : throw new InvalidOperationException($"{Operator}: '{key}' holds no dim: {Required(key)}");

    private string Required(string key)
        => Text(key) ?? throw new InvalidOperationException($"{Operator} has no attribute '{key}'.");
}

/// <summary>A named fact of a node, as text, so that graphs compare and print without further ado.</summary>
internal sealed record NodeAttribute(string Key, string Value)
{
    public static NodeAttribute Of(string key, string value) => new(key, value);

    public static NodeAttribute Of(string key, int value) => new(key, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>The flags that are set; one that is not has no attribute.</summary>
    public static NodeAttribute[] Flags(params (string Key, bool Value)[] flags)
        => [.. flags.Where(flag => flag.Value).Select(flag => new NodeAttribute(flag.Key, "true"))];

    public static NodeAttribute Of(string key, Dim value) => new(key, value.ToString());

    public static NodeAttribute Of(string key, double value) => new(key, value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>The same fact in the names of another layer: attributes that hold dims and shapes are rewritten, all others stay.</summary>
    public NodeAttribute Substitute(IReadOnlyDictionary<string, Dim> dims) => Key switch
    {
        _ when Size is { } size => Of(Key, size.Substitute(dims)),
        "shape" => Of(Key, GraphText.ParseShape(new(Value)).Substitute(dims).ToString()),
        _ => this,
    };

    /// <summary>The dims whose sizes the attribute speaks of.</summary>
    public IReadOnlyList<string> Names => Size?.Names ?? (Key == "shape" ? GraphText.ParseShape(new(Value)).Names : []);

    private Dim? Size => Key is "dim" or "repeats" or "classes" or "start" or "length" or "before" or "after" or "size" or "stride" or "padding" or "dilation" or "groups" && Dim.TryParse(Value, out Dim? dim, out _) ? dim : null;

    public static double ParseNumber(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
