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

    /// <summary>The sub-layers, by the name of their property.</summary>
    public Dictionary<string, SubLayer> Subs { get; } = [];

    public List<string> Dims { get; } = [];

    public List<string> FactTexts { get; } = [];

    public Facts Facts { get; set; } = Facts.None;

    /// <summary>The methods over symbols, with the shapes of their inputs.</summary>
    public List<DefinitionMethod> Methods { get; } = [];

    /// <summary>Where each parameter is declared, for messages.</summary>
    public Dictionary<string, Location> ParameterLocations { get; } = [];

    /// <summary>Adds the names of a dim that the constructor is to ask for.</summary>
    public void AddConstructorDims(Dim dim, IEnumerable<string> namesInOrder)
    {
        foreach (string name in namesInOrder)
            if (dim.Names.Contains(name) && !Dims.Contains(name)) Dims.Add(name);
    }
}

/// <summary>A sub-layer's class, read from source or from the graph that its assembly carries.</summary>
internal sealed record SubLayer(SubMember Member, LayerDeclaration? Declared, CompiledLayer? Compiled, Location Location)
{
    public IReadOnlyList<string> Dims => Declared is { } declared ? declared.Dims : Compiled!.Dims;
}

/// <summary>A method over symbols.</summary>
internal sealed record DefinitionMethod(IMethodSymbol Symbol, IReadOnlyList<DefinitionInput> Inputs, DeclaredShape? Returns)
{
    public bool IsEntryPoint => Symbol.DeclaredAccessibility == Accessibility.Public;
}

/// <summary>An input, the shape that its attribute gives it (null if the attribute was wrong), and where that is written.</summary>
internal sealed record DefinitionInput(IParameterSymbol Symbol, DeclaredShape? Shape, bool NoGrad)
{
    public string Name => Symbol.Name;
}

/// <summary>A shape as an attribute declares it.</summary>
internal sealed record DeclaredShape(Shape Shape, Location Location);

/// <summary>A layer within the one that is read: where it stands and what its dims and settings are there.</summary>
/// <param name="Path">"Hidden", "Block.Attention"; empty for the layer itself.</param>
/// <param name="Dims">Its dims in terms of the outermost layer's.</param>
/// <param name="Settings">Its settings: a constant or a setting of the outermost layer.</param>
internal sealed record LayerInstance(
    LayerDeclaration? Declared, CompiledLayer? Compiled, string Path, IReadOnlyDictionary<string, Dim> Dims, IReadOnlyDictionary<string, SettingValue> Settings)
{
    public string PathOf(string member) => Path.Length == 0 ? member : Path + "." + member;
}

/// <summary>The value of a setting: a number, or a setting of the outermost layer.</summary>
internal sealed record SettingValue(float Value, string? From);
