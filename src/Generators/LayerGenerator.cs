using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NNGen.Generators.Diagnostics;
using NNGen.Generators.Emission;
using NNGen.Generators.Reading;

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
                static (layer, cancellation) => LayerReading.Read((INamedTypeSymbol)layer.TargetSymbol, layer.SemanticModel.Compilation, new Problems(), cancellation))
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(ReadStep);

        IncrementalValuesProvider<(string Hint, string Text)> sources = layers
            .Select(static (model, cancellation) => ($"{model.FullName}.g.cs", LayerEmission.Emit(model, out _)))
            .WithTrackingName(SourceStep);

        context.RegisterSourceOutput(sources, static (output, source) => output.AddSource(source.Hint, SourceText.From(source.Text, Encoding.UTF8)));
    }
}
