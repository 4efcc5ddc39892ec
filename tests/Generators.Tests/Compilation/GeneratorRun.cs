using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace NNGen.Generators.Tests;

/// <summary>A generator's run over a user's project: what it wrote, what it reported, and the project with what it wrote.</summary>
public sealed class GeneratorRun
{
    /// <summary>"Missing XML comment": asked of generated code, not of the few lines that a test writes.</summary>
    private const string MissingDocumentation = "CS1591";

    private readonly UserProject _project;

    private GeneratorRun(UserProject project, GeneratorDriver driver, CSharpCompilation output)
    {
        _project = project;
        Driver = driver;
        Output = output;
        GeneratorDriverRunResult result = driver.GetRunResult();
        Diagnostics = result.Diagnostics;
        Sources = result.Results
            .Where(one => one.Exception is null)
            .SelectMany(one => one.GeneratedSources)
            .ToImmutableSortedDictionary(source => source.HintName, source => source.SourceText.ToString(), StringComparer.Ordinal);
    }

    /// <summary>The driver after its run, for a snapshot.</summary>
    public GeneratorDriver Driver { get; }

    /// <summary>The generated sources by hint name.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; }

    /// <summary>What the generator reported.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>The user's project together with the generated sources.</summary>
    public CSharpCompilation Output { get; }

    internal static GeneratorRun Of(IReadOnlyList<IIncrementalGenerator> generators, UserProject project, CSharpCompilation compilation)
    {
        GeneratorDriver driver = CSharpGeneratorDriver
            .Create(generators.Select(generator => generator.AsSourceGenerator()), parseOptions: project.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        return new GeneratorRun(project, driver, (CSharpCompilation)output);
    }

    /// <summary>Fails on anything that the compiler or the generator has to say, and shows the lines in question.</summary>
    public GeneratorRun AssertNoWarnings()
    {
        Diagnostic[] problems = [.. Problems().Where(problem => problem.Severity >= DiagnosticSeverity.Warning)];
        if (problems.Length > 0)
        {
            Assert.Fail($"The compilation has {problems.Length} warnings or errors:\n{SourceLines.Describe(problems)}");
        }

        return this;
    }

    /// <summary>Compiles the project, which must be free of errors, for another compilation to refer to.</summary>
    public AssemblyImage ToImage()
    {
        using var stream = new MemoryStream();
        EmitResult result = Output.Emit(
            stream,
            options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded),
            // With its sources inside, generated code can be stepped through in a test.
            embeddedTexts: Output.SyntaxTrees.Select(tree => EmbeddedText.FromSource(tree.FilePath, tree.GetText())));
        if (!result.Success)
        {
            var errors = result.Diagnostics.Where(problem => problem.Severity == DiagnosticSeverity.Error);
            Assert.Fail($"The compilation has errors:\n{SourceLines.Describe(errors)}");
        }

        return new AssemblyImage(_project.AssemblyName, [.. stream.ToArray()], _project.Libraries);
    }

    /// <summary>Compiles the project and loads it beside the test; disposing the result unloads it.</summary>
    public LoadedAssembly Load() => new(ToImage());

    private IEnumerable<Diagnostic> Problems()
    {
        var generated = Driver.GetRunResult().GeneratedTrees.Select(tree => tree.FilePath).ToHashSet();
        return Diagnostics
            .Concat(Output.GetDiagnostics())
            .Where(problem => problem.Id != MissingDocumentation || generated.Contains(problem.Location.SourceTree?.FilePath ?? ""));
    }
}
