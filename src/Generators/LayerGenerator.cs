using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NNGen.Generators.Diagnostics;
using NNGen.Generators.Emission;
using NNGen.Generators.Reading;
using NNGen.Generators.Shapes;

namespace NNGen.Generators;

/// <summary>Adds to every class marked <c>[Layer]</c> what its formula says: parameters, forward, backward. It reports nothing; the analyzer does.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class LayerGenerator : IIncrementalGenerator
{
    /// <summary>The name of the step that reads a class into a model; tests watch it.</summary>
    internal const string ReadStep = "Layer";

    /// <summary>The name of the step that turns a model into source.</summary>
    internal const string SourceStep = "Source";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<LayerModel> layers = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                WellKnown.LayerAttribute,
                static (node, _) => node is TypeDeclarationSyntax,
                static (layer, cancellation) => !IsFirst(layer) ? null : LayerReading.Read((INamedTypeSymbol)layer.TargetSymbol, layer.SemanticModel.Compilation, new Problems(), cancellation))
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(ReadStep);

        IncrementalValuesProvider<(LayerName Layer, string Text)> sources = layers
            .Select(static (model, cancellation) => (new LayerName(model.FullName, model.Namespace), LayerEmission.Emit(model, out _)))
            .WithTrackingName(SourceStep);

        // Names of files may not differ in case alone; those of classes may, or in what of them is the namespace while a program is half typed.
        IncrementalValueProvider<EquatableArray<LayerName>> alike = layers
            .Select(static (model, _) => new LayerName(model.FullName, model.Namespace))
            .Collect()
            .Select(static (names, _) => new EquatableArray<LayerName>(names.GroupBy(name => name.Full, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1).SelectMany(same => same)
                .OrderBy(name => name.Full, StringComparer.Ordinal).ThenBy(name => name.Namespace, StringComparer.Ordinal)));

        context.RegisterSourceOutput(sources.Combine(alike), static (output, source) => output.AddSource(
            FileOf(source.Left.Layer, source.Right), SourceText.From(source.Left.Text, Encoding.UTF8)));
    }

    /// <summary>A class that is marked on several of its parts, which C# refuses, is read once.</summary>
    private static bool IsFirst(GeneratorAttributeSyntaxContext layer)
        => WellKnown.Attribute(layer.TargetSymbol, WellKnown.LayerAttribute)?.ApplicationSyntaxReference is not { } first
            || first.SyntaxTree == layer.TargetNode.SyntaxTree && layer.TargetNode.FullSpan.Contains(first.Span);

    private static string FileOf(LayerName layer, EquatableArray<LayerName> alike)
    {
        int place = alike.ToList().IndexOf(layer);
        string file = layer.Full.Replace("@", "");
        return place < 0 ? $"{file}.g.cs" : $"{file}.{place + 1}.g.cs";
    }

    /// <summary>What tells a layer from every other: its name, and how much of it is the namespace.</summary>
    private sealed record LayerName(string Full, string Namespace);
}
