using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using VerifyXunit;

namespace NNGen.Generators.Tests.Layers;

/// <summary>
/// The layers that NNGen brings, and the network of the first chapter: their generated source as it is, under every setting that a
/// user's project may have, and against the definition.
/// </summary>
[Collection(nameof(VectorWidths))]
public sealed class BuiltInLayerTests
{
    /// <summary>The sources as they stand, but in another namespace: the test refers to the assembly that they are in.</summary>
    private static readonly string[] Sources =
    [
        .. Directory.EnumerateFiles(Folder(), "*.cs").Order(StringComparer.Ordinal)
            .Select(file => "using NNGen;\n" + File.ReadAllText(file).Replace("namespace NNGen.Layers;", "namespace User.Layers;", StringComparison.Ordinal)),
    ];

    private static readonly Lazy<CompiledLayers> Layers = new(() => CompiledLayers.Of([.. Sources, SubLayers.TwoLayerNet]));

    // Of two rows the normalised ones are ±1 whatever the rows are, and the gradient is nothing but rounding; with this it is not.
    private static readonly Dictionary<string, float> Settings = new() { ["Epsilon"] = 0.3f };

    private static readonly HashSet<string> Images = ["Conv1D", "Conv2D", "MaxPool2D", "AvgPool2D", "Flatten"];

    private static readonly UserProject[] Projects =
    [
        UserProject.Default,
        new() { AssemblyName = "Nullable", Nullable = NullableContextOptions.Disable, CheckForOverflow = true },
        new() { AssemblyName = "Without.Usings", ImplicitUsings = false, Nullable = NullableContextOptions.Warnings, Optimization = OptimizationLevel.Release },
    ];

    [Fact]
    public Task The_source_of_every_layer() => Verifier.Verify(TestCompilation.Generate(new LayerGenerator(), Sources).Driver);

    [Fact]
    public Task The_source_of_the_two_layer_net() => Verifier.Verify(TestCompilation.Generate(new LayerGenerator(), SubLayers.TwoLayerNet).Driver);

    [Fact]
    public void It_compiles_without_a_word_in_every_project()
    {
        foreach (UserProject project in Projects)
            TestCompilation.Generate(new LayerGenerator(), project, [.. Sources, SubLayers.TwoLayerNet]).AssertNoWarnings();
    }

    [Theory]
    [MemberData(nameof(VectorWidths.All), MemberType = typeof(VectorWidths))]
    public void It_agrees_with_its_definition(int width) => CompiledLayers.AllAgree(width, Layers.Value.Models.Select(model => Images.Contains(model.Name) ? Image(model.Name) : Layers.Value[model.FullName] with { Settings = Settings }));

    /// <summary>A layer over images or series, small, because every element is differentiated by differences.</summary>
    internal static LayerUnderTest Image(string layer, params (string Name, float Value)[] settings) => Layers.Value["User.Layers." + layer] with
    {
        Batches = [2, 1, 3],
        Sizes = new Dictionary<string, int> { ["C"] = 2, ["O"] = 4, ["K"] = 3 },
        Settings = settings.ToDictionary(setting => setting.Name, setting => setting.Value),
    };

    [Fact]
    public void Every_file_holds_a_layer() => Assert.Equal(Sources.Length, Layers.Value.Models.Count(model => model.Namespace == "User.Layers"));

    private static string Folder([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "src", "Runtime", "Layers");
}
