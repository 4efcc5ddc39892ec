using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace NNGen.Generators.Tests;

/// <summary>
/// A generator over a project that someone edits: begin with <see cref="Of"/>, edit as an editor does, then ask which tracked
/// steps had to work again. Each edit is followed by a run; the answers are those of the last one.
/// </summary>
public sealed class IncrementalRun
{
    private readonly CSharpCompilation _compilation;
    private readonly GeneratorDriver _driver;
    private readonly GeneratorRunResult _result;

    private IncrementalRun(CSharpCompilation compilation, GeneratorDriver driver)
    {
        _compilation = compilation;
        _driver = driver.RunGenerators(compilation);
        _result = _driver.GetRunResult().Results.Single();
        if (_result.Exception is { } exception) throw new InvalidOperationException("The generator threw.", exception);
    }

    /// <summary>The first run, over the sources as they are.</summary>
    public static IncrementalRun Of(IIncrementalGenerator generator, params string[] sources) => new(
        TestCompilation.Create(sources),
        CSharpGeneratorDriver.Create(
            [generator.AsSourceGenerator()],
            parseOptions: UserProject.Default.ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)));

    /// <summary>For each tracked step, why each of its outputs is as it is after the last run.</summary>
    public IReadOnlyDictionary<string, ImmutableArray<IncrementalStepRunReason>> Reasons => Flatten(_result.TrackedSteps);

    /// <summary>The same for the generated sources.</summary>
    public ImmutableArray<IncrementalStepRunReason> OutputReasons => [.. Flatten(_result.TrackedOutputSteps).Values.SelectMany(reasons => reasons)];

    /// <summary>What a tracked step has made.</summary>
    public IReadOnlyList<object> Values(string step) =>
        [.. Step(step, _result.TrackedSteps).SelectMany(run => run.Outputs).Select(output => output.Value)];

    /// <summary>Replaces the only occurrence of <paramref name="before"/> in a file, and runs again.</summary>
    public IncrementalRun Replace(string file, string before, string after)
    {
        SyntaxTree tree = _compilation.SyntaxTrees.SingleOrDefault(one => one.FilePath == file)
            ?? throw new ArgumentException($"No file is called {file}: there are {string.Join(", ", _compilation.SyntaxTrees.Select(one => one.FilePath))}", nameof(file));
        SourceText text = tree.GetText();
        string all = text.ToString();
        int at = all.IndexOf(before, StringComparison.Ordinal);
        if (at < 0 || all.IndexOf(before, at + 1, StringComparison.Ordinal) >= 0)
        {
            throw new ArgumentException($"\"{before}\" does not occur exactly once in {file}.", nameof(before));
        }

        // An editor's change keeps the untouched part of the tree, which a new parse of the whole text would not.
        SourceText edited = text.WithChanges(new TextChange(new TextSpan(at, before.Length), after));
        return new IncrementalRun(_compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(edited)), _driver);
    }

    /// <summary>Adds a file, and runs again.</summary>
    public IncrementalRun Add(string file, string source) =>
        new(_compilation.AddSyntaxTrees(TestCompilation.Parse(UserProject.Default, source, file)), _driver);

    /// <summary>Fails if the step made anything new: whatever comes after it then rests as well.</summary>
    public IncrementalRun AssertCached(string step)
    {
        AssertRests(step, Reasons.GetValueOrDefault(step));
        return this;
    }

    /// <summary>Fails if a generated source was written again.</summary>
    public IncrementalRun AssertOutputCached()
    {
        AssertRests("the output", OutputReasons);
        return this;
    }

    /// <summary>Fails unless the step made something new: the edit does matter to it.</summary>
    public IncrementalRun AssertModified(string step)
    {
        _ = Step(step, _result.TrackedSteps);
        if (Reasons[step].All(Rests)) Assert.Fail($"The step {step} did not see the edit.\n{Listing()}");
        return this;
    }

    private static bool Rests(IncrementalStepRunReason reason) =>
        reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;

    private static ImmutableDictionary<string, ImmutableArray<IncrementalStepRunReason>> Flatten(
        ImmutableDictionary<string, ImmutableArray<IncrementalGeneratorRunStep>> steps) =>
        steps.ToImmutableDictionary(
            step => step.Key,
            step => step.Value.SelectMany(run => run.Outputs).Select(output => output.Reason).ToImmutableArray());

    private void AssertRests(string step, ImmutableArray<IncrementalStepRunReason> reasons)
    {
        // A step that made nothing proves nothing.
        if (reasons.IsDefaultOrEmpty) Assert.Fail($"There is no {step}, or it made nothing.\n{Listing()}");
        if (!reasons.All(Rests)) Assert.Fail($"The edit reached {step}.\n{Listing()}");
    }

    private ImmutableArray<IncrementalGeneratorRunStep> Step(
        string name, ImmutableDictionary<string, ImmutableArray<IncrementalGeneratorRunStep>> steps) =>
        steps.TryGetValue(name, out var found) ? found : throw new ArgumentException($"No step is called {name}.\n{Listing()}", nameof(name));

    private string Listing() => string.Join(
        "\n",
        Reasons.Concat(Flatten(_result.TrackedOutputSteps))
            .OrderBy(step => step.Key, StringComparer.Ordinal)
            .Select(step => $"  {step.Key}: {string.Join(", ", step.Value)}"));
}
