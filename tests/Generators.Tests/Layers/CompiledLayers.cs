using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using NNGen.Generators.Diagnostics;
using NNGen.Generators.Emission;
using NNGen.Generators.Reading;
using Xunit.Sdk;

namespace NNGen.Generators.Tests.Layers;

/// <summary>
/// Layers of a test, compiled together, because a compilation costs more than what is then tested. What is compiled here has gone
/// through: no word from analyzer or compiler under a user's friendly and unfriendly settings, and every graph valid after every stage.
/// </summary>
internal sealed class CompiledLayers : IDisposable
{
    // Other settings are tried on the layers that NNGen brings.
    private static readonly UserProject Unfriendly = new()
    {
        AssemblyName = "Layers", CheckForOverflow = true, ImplicitUsings = false, Optimization = OptimizationLevel.Release,
    };

    private readonly LoadedAssembly _assembly;
    private readonly IReadOnlyDictionary<string, LayerModel> _models;

    // What a definition gives does not depend on the vector width, and is slow to compute.
    private readonly ConcurrentDictionary<string, IReadOnlyList<LayerUnderTest.Expected>> _references = new();

    private CompiledLayers(LoadedAssembly assembly, AssemblyImage image, IReadOnlyDictionary<string, LayerModel> models)
        => (_assembly, Image, _models) = (assembly, image, models);

    /// <summary>The assembly, for others to refer to.</summary>
    public AssemblyImage Image { get; }

    public IEnumerable<LayerModel> Models => _models.Values;

    public static CompiledLayers Of(params string[] sources) => Of(Unfriendly, sources);

    public static CompiledLayers Of(UserProject project, params string[] sources) => Of(project, sources, expected: []);

    /// <summary>Layers whose shapes fit for some sizes only: that is all that may be said of them.</summary>
    public static CompiledLayers Undecided(params string[] sources)
        => Of(Unfriendly, sources, expected: [Rules.ShapeUndecided.Id]);

    private static CompiledLayers Of(UserProject project, string[] sources, string[] expected)
    {
        var callers = new SpanCallers();
        GeneratorRun run = TestCompilation.Generate([new LayerGenerator(), callers], project, sources);
        Diagnostic[] unexpected = [.. callers.Problems.Where(problem => !expected.Contains(problem.Id))];
        if (unexpected.Length > 0)
            Assert.Fail($"NNGen reports problems:\n{string.Join("\n", unexpected.Select(problem => $"{problem.Id} at '{SourceLines.TextAt(problem.Location)}': {problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}"))}");

        // A stage that fails says why; what is emitted instead of the layer only throws.
        foreach (LayerModel model in callers.Models.Values) StageChecks.Check(model);
        foreach (LayerModel model in callers.Models.Values.Where(model => run.Sources[$"{model.FullName}.g.cs"].Contains(Rules.Internal.Id, StringComparison.Ordinal)))
            LayerEmitter.Emit(model);

        run.AssertNoWarnings();
        AssemblyImage image = run.ToImage();
        return new(new(image), image, callers.Models);
    }

    public LayerModel Model(string layer) => _models.TryGetValue(layer, out LayerModel? found)
        ? found
        : throw new ArgumentException($"There is no layer {layer}; there are {string.Join(", ", _models.Keys)}.", nameof(layer));

    /// <summary>A class by its name as C# writes it, with those around it.</summary>
    public Type Type(string layer) => _assembly.Assembly.GetTypes().SingleOrDefault(type => type.FullName?.Replace('+', '.') == layer) ?? _assembly.Type(layer);

    /// <summary>Tries layers on a vector width, on all processors, and fails with all that differ.</summary>
    public static void AllAgree(int width, IEnumerable<LayerUnderTest> layers) => AllAgree(width, layers, layer => layer.AgreesWithItsDefinition());

    public static void AllAgree(int width, IEnumerable<LayerUnderTest> layers, Action<LayerUnderTest> check)
    {
        var failures = new ConcurrentBag<string>();
        using (VectorWidths.Use(width))
        {
            Parallel.ForEach(layers, layer =>
            {
                try
                {
                    check(layer);
                }
#pragma warning disable CA1031 // Every layer is to be tried; all failures are reported together.
                catch (Exception e)
#pragma warning restore CA1031
                {
                    failures.Add(e.InnerException is XunitException or null ? e.Message : e.ToString());
                }
            });
        }

        if (!failures.IsEmpty) Assert.Fail($"{failures.Count} layers differ from their definitions.\n\n{string.Join("\n\n", failures.Order())}");
    }

    /// <summary>What the definition of a layer gives, computed once.</summary>
    public IReadOnlyList<LayerUnderTest.Expected> Reference(LayerUnderTest layer, Func<IReadOnlyList<LayerUnderTest.Expected>> compute)
        => _references.GetOrAdd(layer.Model.FullName + string.Concat(layer.Settings.Select(setting => $" {setting.Key}={setting.Value}")), _ => compute());

    /// <summary>Lets the assembly go; a test of thousands of layers needs that.</summary>
    public void Dispose() => _assembly.Dispose();

    /// <summary>A layer to be tried: by default every dim has its usual size.</summary>
    public LayerUnderTest this[string layer] => new(this, Model(layer));
}
