using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NNGen.Generators.Diagnostics;
using NNGen.Generators.Emission;
using NNGen.Generators.Reading;
using NNGen.Generators.Tests.Diagnostics;
using NNGen.Generators.Tests.Layers;

namespace NNGen.Generators.Tests.RandomPrograms;

/// <summary>Random programs with a mistake: each is refused where the mistake is, and nothing fails on it.</summary>
[Collection(nameof(VectorWidths))]
public sealed class WrongRandomProgramTests
{
    private const int InOneCompilation = 100;
    private const int SizeTries = 4000;

    [Fact]
    public void Shapes_that_never_fit_are_refused_where_they_do_not()
        => Check(RunSettings.Groups(percent: 30, InOneCompilation).Select(numbers => Mutated(numbers, verdict => verdict.IsNever)), found =>
        {
            Step wrong = found.Verdict.Wrong!;
            if (found.At(wrong).Any(one => one.Id == Rules.ShapeMismatch.Id)) return null;
            return $"{Rules.ShapeMismatch.Id} is missing at '{ProgramSource.LineOf(found.Program, wrong)}'";
        });

    [Fact]
    public void Shapes_that_fit_for_some_sizes_are_reported_where_they_may_not()
        => Check(RunSettings.Groups(percent: 20, InOneCompilation).Select(numbers => Mutated(numbers, verdict => !verdict.IsNever)), found =>
        {
            Step wrong = found.Verdict.Wrong!;
            if (found.At(wrong).Any(one => one.Id == Rules.ShapeMismatch.Id || one.Id == Rules.ShapeUndecided.Id)) return null;
            return $"nothing is said at '{ProgramSource.LineOf(found.Program, wrong)}'";
        });

    [Fact]
    public void What_fits_for_some_sizes_computes_there_and_is_refused_elsewhere()
    {
        int tried = 0;
        foreach (int[] numbers in RunSettings.Groups(percent: 20, InOneCompilation))
        {
            RandomProgram[] programs = [.. Mutated(numbers, verdict => !verdict.IsNever && verdict.Shapes.Count > 0).Where(IsOnlyUndecided)];
            List<(RandomProgram Program, RandomProgram Wrong)> sized = [];
            foreach (RandomProgram program in programs)
                if (Sized(program, fits: true) is { } fitting && Sized(program, fits: false) is { } wrong) sized.Add((fitting, wrong));
            if (sized.Count == 0) continue;
            using CompiledLayers layers = CompiledLayers.Undecided([PoolLayer.Source, .. sized.Select(pair => pair.Program.Source)]);
            foreach (var (fits, misfits) in sized)
            {
                tried++;
                ProgramTrial.Trial(layers, fits).AgreesWithItsDefinition();
                LayerUnderTest refused = ProgramTrial.Trial(layers, misfits);
                Exception? thrown = Record.Exception(refused.RunForward);
                Assert.True(thrown is ShapeException, $"A ShapeException should be thrown, with {Describe(misfits)}; but {thrown?.ToString() ?? "nothing"} was.\n{misfits.Source}");
            }
        }

        Assert.True(tried > 0, "No program fits for some sizes only.");
    }

    [Fact]
    public void A_word_may_be_missing_or_stand_there_twice()
        => HalfTypedTests.NeverFails(PoolLayer.Source, RunSettings.Groups(percent: 50, InOneCompilation).SelectMany(numbers => numbers).Select(number =>
        {
            Draw draw = Draw.Of(RunSettings.Seed + 2, number);
            string source = ProgramMaker.Make(RunSettings.Seed, number).Source;
            SyntaxToken[] tokens = [.. CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Where(token => token.Span.Length > 0)];
            for (int edits = 1 + draw.Below(2); edits > 0; edits--)
            {
                // Later tokens first would be needed to edit twice by position; a token that moved is a random edit as well.
                SyntaxToken token = tokens[draw.Below(tokens.Length)];
                int start = Math.Min(token.SpanStart, source.Length - token.Span.Length);
                source = draw.Chance(50) ? source.Remove(start, token.Span.Length) : source.Insert(start, token.Text + " ");
            }

            return source;
        }));

    private static IEnumerable<RandomProgram> Mutated(int[] numbers, Func<Verdict, bool> wanted) => numbers
        .Select(number => Mutation.Of(ProgramMaker.Make(RunSettings.Seed, number), Draw.Of(RunSettings.Seed + 1, number), wanted))
        .OfType<RandomProgram>();

    /// <summary>Reads each program and asks what is amiss with what was reported; then C# is asked about all that was generated.</summary>
    private static void Check(IEnumerable<IEnumerable<RandomProgram>> groups, Func<Found, string?> amiss)
    {
        var failures = new ConcurrentBag<string>();
        foreach (RandomProgram[] programs in groups.Select(group => group.ToArray()))
        {
            CSharpCompilation compilation = TestCompilation.Create([PoolLayer.Source, .. programs.Select(program => program.Source)]);
            Parallel.ForEach(programs, program =>
            {
                INamedTypeSymbol type = compilation.GetTypeByMetadataName(program.Name)!;
                var problems = new Problems();
                LayerModel? model = LayerReading.Read(type, compilation, problems, CancellationToken.None);
                string? failure = null;
                if (model is { Broken: null }) LayerEmission.Emit(model, out failure);
                var found = new Found(program, Verdict.Of(program), problems.Found);
                string? wrong = failure ?? Misplaced(found) ?? amiss(found);
                if (wrong is not null) failures.Add($"{program.Name}: {wrong}\n{SourceLines.Describe(problems.Found)}\n{program.Source}");
            });
            GeneratorRun run = TestCompilation.Generate(new LayerGenerator(), [PoolLayer.Source, .. programs.Select(program => program.Source)]);
            Diagnostic[] errors = [.. run.Output.GetDiagnostics().Where(one => one.Severity == DiagnosticSeverity.Error)];
            if (errors.Length > 0) failures.Add($"C# adds to it:\n{SourceLines.Describe(errors.Take(5))}");
        }

        if (!failures.IsEmpty) Assert.Fail($"{failures.Count} wrong programs are not refused as they should be, of seed {RunSettings.Seed}.\n\n{string.Join("\n\n", failures.Order().Take(5))}");
    }

    /// <summary>Nothing is reported that is not a matter of shapes, and nothing before the mistake.</summary>
    private static string? Misplaced(Found found)
    {
        foreach (Diagnostic one in found.Problems)
        {
            if (one.Id != Rules.ShapeMismatch.Id && one.Id != Rules.ShapeUndecided.Id) return $"{one.Id} is no matter of shapes";
            string line = Found.LineOf(one);
            if (found.Program.Steps.TakeWhile(step => step != found.Verdict.Wrong).Any(step => ProgramSource.LineOf(found.Program, step) == line)) return $"'{line}' is right, but {one.Id} is reported there";
        }

        return null;
    }

    private static bool IsOnlyUndecided(RandomProgram program)
    {
        CSharpCompilation compilation = TestCompilation.Create([PoolLayer.Source, program.Source]);
        var problems = new Problems();
        LayerReading.Read(compilation.GetTypeByMetadataName(program.Name)!, compilation, problems, CancellationToken.None);
        return problems.Found.Count > 0 && problems.Found.All(one => one.Id == Rules.ShapeUndecided.Id);
    }

    /// <summary>The program with sizes for which its shapes fit, or do not.</summary>
    private static RandomProgram? Sized(RandomProgram program, bool fits)
    {
        Verdict verdict = Verdict.Of(program);
        if (verdict.Fits.Any(fit => fit.IsNever)) return null;
        Draw draw = Draw.Of(program.Seed, 0);
        for (int i = 0; i < SizeTries; i++)
        {
            int batch = 1 + draw.Below(6);
            RandomProgram sized = program with { Batches = [batch], Sizes = program.Sizes.ToDictionary(size => size.Key, _ => 1 + draw.Below(8)) };
            if (verdict.HoldsAt(sized.SizeOf(batch)) != fits) continue;
            if (!fits) return sized;
            Evaluation[] evaluations = Evaluation.InBothModes(sized.Seed, sized.SizeOf(batch));
            foreach (Evaluation evaluation in evaluations)
                foreach (Declared declared in sized.Declared) evaluation.Declare(declared);
            if (evaluations.All(evaluation => sized.Steps.All(evaluation.Run))) return sized;
        }

        return null;
    }

    private static string Describe(RandomProgram program) => $"{string.Join(", ", program.Sizes.Select(size => $"{size.Key} = {size.Value}"))}, N = {program.Batches[0]}";

    /// <summary>What was reported of a program.</summary>
    private sealed record Found(RandomProgram Program, Verdict Verdict, IReadOnlyList<Diagnostic> Problems)
    {
        public IEnumerable<Diagnostic> At(Step step) => Problems.Where(one => LineOf(one) == ProgramSource.LineOf(Program, step));

        public static string LineOf(Diagnostic one) => one.Location.SourceTree!.GetText().Lines.GetLineFromPosition(one.Location.SourceSpan.Start).ToString().Trim();
    }
}
