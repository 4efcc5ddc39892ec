using NNGen.Generators.Graphs;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>
/// One layer as the later stages see it: text, numbers and graphs, compared by value. No symbol, syntax node or location is in it,
/// so that an unchanged layer is not emitted again and nothing keeps a compilation alive.
/// </summary>
/// <param name="Namespace">Empty for the global namespace.</param>
/// <param name="Containing">The declarations that it is nested in, outermost first: "partial class Outer".</param>
/// <param name="Name">The class's name.</param>
/// <param name="Errors">The ids of the errors found; if there are any, the members that are emitted throw.</param>
/// <param name="Dims">The dims of the constructor, in order.</param>
/// <param name="Members">The partial properties, in order.</param>
/// <param name="Parameters">Every parameter of the layer and its sub-layers, in order.</param>
/// <param name="States">Every state of the layer and its sub-layers, in order.</param>
/// <param name="Facts">What <c>[Where]</c> says here and, of its dims, in the sub-layers, as text in this layer's names.</param>
/// <param name="Methods">The entry points; Forward is the one that trains.</param>
/// <param name="Broken">What is known of a layer with errors; null for a right one.</param>
internal sealed record LayerModel(
    string Namespace,
    EquatableArray<string> Containing,
    string Name,
    EquatableArray<string> Errors,
    EquatableArray<string> Dims,
    EquatableArray<MemberModel> Members,
    EquatableArray<ParameterModel> Parameters,
    EquatableArray<ParameterModel> States,
    EquatableArray<string> Facts,
    EquatableArray<MethodModel> Methods,
    BrokenLayer? Broken)
{
    /// <summary>How the generated code begins the names of what it computes with.</summary>
    public const string ComputingPrefix = "Compute";

    /// <summary>The names that the user gave to members, or to the class, and that begin as those of the generated code do.</summary>
    public EquatableArray<string> Computing { get; init; } = [];

    /// <summary>The name with its namespace and containing types.</summary>
    public string FullName => string.Join(".", new[] { Namespace }.Concat(Containing.Select(text => text.Split(' ').Last())).Append(Name).Where(part => part.Length > 0));

    public IEnumerable<SettingMember> Settings => Members.OfType<SettingMember>();

    /// <summary>The sizes that the constructor fixes: the dims, and the settings that are ints.</summary>
    public IReadOnlyList<string> FixedSizes => [.. Dims, .. Settings.Where(setting => setting.IsInt).Select(setting => setting.Name)];
}

/// <summary>A partial property that the generator implements.</summary>
/// <param name="Accessibility">"public", "private", …</param>
/// <param name="Name">The property's name.</param>
internal abstract record MemberModel(string Accessibility, string Name);

/// <summary>Values in the model's memory.</summary>
internal abstract record TensorMember(string Accessibility, string Name, Shape Shape, string Init, float Scale) : MemberModel(Accessibility, Name);

/// <summary><c>[Param]</c>: trained values.</summary>
internal sealed record ParameterMember(string Accessibility, string Name, Shape Shape, string Init, float Scale) : TensorMember(Accessibility, Name, Shape, Init, Scale);

/// <summary><c>[State]</c>: values that are kept and not trained.</summary>
internal sealed record StateMember(string Accessibility, string Name, Shape Shape, string Init, float Scale) : TensorMember(Accessibility, Name, Shape, Init, Scale);

/// <summary><c>[Sub]</c>: another layer, made with these constructor arguments, every setting among them; or several of them.</summary>
/// <param name="Type">The class of the layer.</param>
/// <param name="Count">How many a list has; null for a single layer.</param>
internal sealed record SubMember(string Accessibility, string Name, string Type, EquatableArray<Dim> Dims, EquatableArray<SubSetting> Settings, int? Count)
    : MemberModel(Accessibility, Name);

/// <summary>A setting that a sub-layer is made with: a number, or the name of a setting of this layer.</summary>
/// <param name="Size">Of an int the number, or a formula in the dims and int settings of this layer; null for a float.</param>
internal sealed record SubSetting(string Name, double Value, string? From, Dim? Size = null)
{
    /// <summary>The setting as the sub-layer itself would start it.</summary>
    public static SubSetting Default(SettingMember setting)
        => new(setting.Name, setting.Default, null, setting.IsInt ? Dim.Constant((long)setting.Default) : null);
}

/// <summary><c>[Dim]</c>: a dim that the definition wants as a number.</summary>
internal sealed record DimMember(string Accessibility, string Name) : MemberModel(Accessibility, Name);

/// <summary><c>[Setting]</c>: a number that is no dim.</summary>
/// <param name="IsInt">True for a size, which stands in shapes as dims do, but may be 0; false for a float.</param>
internal sealed record SettingMember(string Accessibility, string Name, double Default, bool IsInt) : MemberModel(Accessibility, Name)
{
    public string Type => IsInt ? "int" : "float";
}

/// <summary>A parameter or a state by its path from the layer: "Hidden.W".</summary>
internal sealed record ParameterModel(string Path, Shape Shape);

/// <summary>A method over symbols.</summary>
/// <param name="Accessibility">"public" or "internal".</param>
/// <param name="OutputNames">What a tuple result names its elements; one empty name for a single result.</param>
/// <param name="Guards">What has to hold of the dims at run time.</param>
/// <param name="Graph">The definition in training mode, with every sub-layer inlined.</param>
/// <param name="Inference">The definition in inference mode; null where it is the same.</param>
internal sealed record MethodModel(
    string Name,
    string Accessibility,
    EquatableArray<InputModel> Inputs,
    EquatableArray<string> OutputNames,
    EquatableArray<GuardModel> Guards,
    Graph Graph,
    Graph? Inference = null)
{
    /// <summary>The definition as everything but Forward sees it.</summary>
    public Graph InInference => Inference ?? Graph;

    public bool IsForward => Name == "Forward";

    /// <summary>True if the method returns a tuple.</summary>
    public bool IsTuple => OutputNames.Count != 1 || OutputNames[0].Length > 0;
}

/// <summary>An input of a method.</summary>
/// <param name="NoGrad">No gradient is computed for it.</param>
/// <param name="Id">The id of its node.</param>
internal sealed record InputModel(string Name, ElementType Type, Shape Shape, bool NoGrad, int Id)
{
    /// <summary>True if the first dim stands for any number of leading axes.</summary>
    public bool HasLeading => Leading.Starts(Shape);
}

/// <summary>A fact that nothing at compile time proves, and the expression that needs it.</summary>
/// <param name="IsOfTraining">The one mode in which the expression is there; null if it is there in both.</param>
internal sealed record GuardModel(Fact Fact, string Expression, bool? IsOfTraining = null)
{
    public bool IsIn(bool training) => IsOfTraining is not { } one || one == training;

    /// <summary>The guards of a method in both modes.</summary>
    public static IEnumerable<GuardModel> Of(IReadOnlyList<GuardModel> training, IReadOnlyList<GuardModel> inference) =>
    [
        .. training.Select(guard => inference.Contains(guard) ? guard : guard with { IsOfTraining = true }),
        .. inference.Where(guard => !training.Contains(guard)).Select(guard => guard with { IsOfTraining = false }),
    ];
}
