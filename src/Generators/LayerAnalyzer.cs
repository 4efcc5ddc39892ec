using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NNGen.Generators.Diagnostics;
using NNGen.Generators.Emission;
using NNGen.Generators.Reading;

namespace NNGen.Generators;

/// <summary>Reports what is wrong with a layer while it is being typed. It reads the class just as the generator does.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LayerAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. Rules.All];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var problems = new Problems();
        if (WellKnown.IsLayer(type)) Analyze(type, context, problems);
        else GradientDeclaration.Check(type, problems, context.CancellationToken); // of functions that layers may call
        foreach (Diagnostic found in problems.Found) context.ReportDiagnostic(found);
    }

    private static void Analyze(INamedTypeSymbol type, SymbolAnalysisContext context, Problems problems)
    {
        LayerModel? layer = LayerReading.Read(type, context.Compilation, problems, context.CancellationToken);

        // The stages behind the reading have nothing to say of a layer, unless one of them fails.
        if (layer is { Broken: null } && LayerEmission.FailureOf(layer, type, context.CancellationToken) is { } failure)
            problems.Report(Rules.Internal, WellKnown.LocationOf(type), type.Name, failure);
    }
}
