using Microsoft.CodeAnalysis;
using NNGen.Generators.Shapes;

namespace NNGen.Generators.Reading;

/// <summary>
/// What the attributes of one layer's class say. It belongs to the reading stage alone: it may hold symbols, and is thrown away with them.
/// </summary>
internal sealed class LayerDeclaration(INamedTypeSymbol type)
{
    public INamedTypeSymbol Type { get; } = type;

    public List<MemberModel> Members { get; } = [];

    /// <summary>Members with a mistake in their declaration: what is computed from them is unknown, and nothing more is said.</summary>
    public HashSet<string> Broken { get; } = [];

    /// <summary>The sub-layers, by the name of their property.</summary>
    public Dictionary<string, SubLayer> Subs { get; } = [];

    public List<string> Dims { get; } = [];

    /// <summary>The settings that are ints: their names stand in shapes as those of dims do.</summary>
    public List<string> IntSettings { get; } = [];

    /// <summary>The sizes that the constructor fixes: the dims, and the settings that are ints.</summary>
    public IEnumerable<string> FixedSizes => Dims.Concat(IntSettings);

    /// <summary>What the layer's own <c>[Where]</c>s say, and what the constructors of its sub-layers verify, in this layer's names.</summary>
    public List<string> FactTexts { get; } = [];

    /// <summary>The same, as what may be assumed.</summary>
    public Facts Facts { get; set; } = Facts.None;

    /// <summary>Whether a <c>[Where]</c> is wrong: then nobody knows what it was to say.</summary>
    public bool HasBrokenFacts { get; set; }

    /// <summary>The methods over symbols, with the shapes of their inputs.</summary>
    public List<DefinitionMethod> Methods { get; } = [];

    /// <summary>Where each parameter and state is declared, for messages.</summary>
    public Dictionary<string, Location> TensorLocations { get; } = [];

    /// <summary>Whether anything of it is wrong, which is reported where this layer is compiled.</summary>
    public bool HasErrors { get; set; }

    /// <summary>The way from this layer to the one that is compiled, where that contains itself through this one; else empty.</summary>
    public IReadOnlyList<string> WayBack { get; set; } = [];

    /// <summary>How many layers it is made of, itself and those of its lists among them.</summary>
    public long Size { get; set; } = 1;

    /// <summary>Adds the names of a dim that the constructor is to ask for.</summary>
    public void AddConstructorDims(Dim dim, IEnumerable<string> namesInOrder)
    {
        foreach (string name in namesInOrder)
            if (dim.Names.Contains(name) && !Dims.Contains(name) && !IntSettings.Contains(name)) Dims.Add(name);
    }
}

/// <summary>A sub-layer's class, read from source or from the graph that its assembly carries.</summary>
internal sealed record SubLayer(SubMember Member, LayerDeclaration? Declared, CompiledLayer? Compiled, Location Location)
{
    public IReadOnlyList<string> Dims => Declared is { } declared ? declared.Dims : Compiled!.Dims;

    public IEnumerable<SettingMember> Settings => Declared is { } declared ? declared.Members.OfType<SettingMember>() : Compiled!.Settings;

    /// <summary>How many layers it is made of. Of a compiled layer only the parameters are known.</summary>
    public long Size => Declared is { } declared ? declared.Size : Math.Max(1, Compiled!.Parameters.Count);

    /// <summary>What its constructor verifies and what holds at its calls.</summary>
    public IEnumerable<Fact> Facts => Declared is { } declared ? declared.Facts.All : Compiled!.ParsedFacts;
}

/// <summary>A method over symbols.</summary>
internal sealed record DefinitionMethod(IMethodSymbol Symbol, IReadOnlyList<DefinitionInput> Inputs, DeclaredShape? Returns)
{
    /// <summary>Whether its inputs have names, all different, as C# wants.</summary>
    public bool HasNames => Inputs.All(input => input.Name.Length > 0) && Inputs.Select(input => input.Name).Distinct().Count() == Inputs.Count;

    public bool IsEntryPoint => Symbol.DeclaredAccessibility == Accessibility.Public;
}

/// <summary>An input, the shape that its attribute gives it (null if the attribute was wrong), and where that is written.</summary>
internal sealed record DefinitionInput(IParameterSymbol Symbol, DeclaredShape? Shape, bool NoGrad)
{
    public string Name => Symbol.Name;
}

/// <summary>A shape as an attribute declares it.</summary>
/// <param name="Location">The attribute.</param>
/// <param name="Dims">The string of each dim.</param>
internal sealed record DeclaredShape(Shape Shape, Location Location, IReadOnlyList<Location> Dims)
{
    /// <summary>Where a name is written first.</summary>
    public Location LocationOf(string name)
    {
        for (int axis = 0; axis < Math.Min(Shape.Rank, Dims.Count); axis++)
            if (Shape[axis].Names.Contains(name)) return Dims[axis];
        return Location;
    }
}

/// <summary>A layer within the one that is read: where it stands and what its dims and settings are there.</summary>
/// <param name="Path">"Hidden", "Block.Attention"; empty for the layer itself.</param>
/// <param name="TypeName">The name of its class.</param>
/// <param name="Dims">Its dims and int settings in terms of the outermost layer's.</param>
/// <param name="Settings">Its float settings: a constant or a setting of the outermost layer.</param>
/// <param name="Facts">What its <c>[Where]</c>s say, in its own names.</param>
/// <param name="Location">Where it is declared as a sub-layer.</param>
internal sealed record LayerInstance(
    LayerDeclaration? Declared,
    CompiledLayer? Compiled,
    string Path,
    string TypeName,
    IReadOnlyDictionary<string, Dim> Dims,
    IReadOnlyDictionary<string, SettingValue> Settings,
    IReadOnlyList<Fact> Facts,
    Location Location)
{
    /// <summary>What its constructor is given, in the order that it asks: "DownBlock(O: F, C: 2*F)".</summary>
    public string Filled => $"{TypeName}({string.Join(", ", Dims.Select(dim => $"{dim.Key}: {dim.Value}"))})";

    public string PathOf(string member) => Path.Length == 0 ? member : Path + "." + member;

    /// <summary>The layer that a definition belongs to, seen from itself: every dim is its own.</summary>
    public static LayerInstance Of(LayerDeclaration layer) => new(
        layer,
        null,
        "",
        layer.Type.Name,
        layer.FixedSizes.ToDictionary(name => name, Dim.Name),
        layer.Members.OfType<SettingMember>().Where(setting => !setting.IsInt).ToDictionary(setting => setting.Name, setting => new SettingValue(setting.Default, setting.Name)),
        [],
        Location.None);

    /// <summary>The sub-layers of a member: one, or those of a list, which stand under 0, 1, …</summary>
    public IEnumerable<LayerInstance> Subs(SubLayer sub) => sub.Member.Count is { } count
        ? Enumerable.Range(0, count).Select(index => Sub(sub, $"{sub.Member.Name}.{index.ToString(System.Globalization.CultureInfo.InvariantCulture)}"))
        : [Sub(sub, sub.Member.Name)];

    private LayerInstance Sub(SubLayer sub, string name)
    {
        var dims = new Dictionary<string, Dim>();
        for (int i = 0; i < sub.Dims.Count; i++) dims[sub.Dims[i]] = sub.Member.Dims[i].Substitute(Dims);
        var settings = new Dictionary<string, SettingValue>();
        foreach (SubSetting given in sub.Member.Settings)
        {
            if (given.Size is { } size) dims[given.Name] = size.Substitute(Dims);
            else settings[given.Name] = given.From is { } from && Settings.TryGetValue(from, out SettingValue passed) ? passed : new(given.Value, null);
        }

        string type = sub.Member.Type.Split('.', ':').Last();
        return new(sub.Declared, sub.Compiled, PathOf(name), type, dims, settings, [.. sub.Facts], sub.Location);
    }
}

/// <summary>The value of a setting: a number, or a setting of the outermost layer.</summary>
internal sealed record SettingValue(double Value, string? From);
