using Microsoft.CodeAnalysis;

namespace NNGen.Generators.Tests.Snapshots;

/// <summary>A generator that writes what it is told, for tests of the snapshots themselves.</summary>
internal sealed class FixedSources(params (string Hint, string Text)[] sources) : IIncrementalGenerator
{
    public DiagnosticDescriptor? Report { get; init; }

    public Exception? Failure { get; init; }

    public static GeneratorDriver Run(params (string Hint, string Text)[] sources) => new FixedSources(sources).Run();

    public GeneratorDriver Run() => TestCompilation.Generate(this, "class Affine\n{\n    int w;\n}").Driver;

    public void Initialize(IncrementalGeneratorInitializationContext context) =>
        context.RegisterSourceOutput(context.CompilationProvider, (production, compilation) =>
        {
            if (Failure is not null) throw Failure;
            foreach (var (hint, text) in sources) production.AddSource(hint, text);
            if (Report is { } rule)
            {
                Location place = compilation.GetTypeByMetadataName("Affine")!.Locations[0];
                production.ReportDiagnostic(Diagnostic.Create(rule, place, "Affine"));
            }
        });
}
