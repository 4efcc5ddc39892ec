using System.Collections.Concurrent;
using NNGen.Generators.Tests.Layers;

namespace NNGen.Generators.Tests.RandomPrograms;

/// <summary>A program that generated code computes otherwise than the definition, or not at all.</summary>
internal sealed record Failure(RandomProgram Program, string Message);

/// <summary>Compiles programs together, as a compilation costs more than the programs in it, and runs each on the given vector widths.</summary>
internal static class ProgramTrial
{
    /// <summary>Of how many elements of each tensor a numerical gradient is taken.</summary>
    private const int MostDifferences = 16;

    public static IReadOnlyList<Failure> Try(IReadOnlyList<RandomProgram> programs, IReadOnlyList<int> widths)
    {
        if (programs.Count == 0) return [];
        CompiledLayers layers;
        try
        {
            layers = CompiledLayers.Of([PoolLayer.Source, .. programs.Select(program => program.Source)]);
        }
        catch (Exception e) when (programs.Count == 1)
        {
            return [new(programs[0], e is Xunit.Sdk.XunitException ? e.Message : e.ToString())];
        }
#pragma warning disable CA1031 // Whatever it is, one of the halves has it.
        catch
#pragma warning restore CA1031
        {
            int half = programs.Count / 2;
            return [.. Try([.. programs.Take(half)], widths), .. Try([.. programs.Skip(half)], widths)];
        }

        using (layers)
        {
            LayerUnderTest[] tried = [.. programs.Select(program => Trial(layers, program))];
            var failures = new ConcurrentDictionary<int, string>();
            Parallel.For(0, tried.Length, i => Attempt(i, failures, () => ExpectSameDefinition(programs[i], tried[i])));
            foreach (int width in widths)
            {
                using (VectorWidths.Use(width))
                    Parallel.For(0, tried.Length, i => Attempt(i, failures, tried[i].AgreesWithItsDefinition));
            }

            Parallel.For(0, tried.Length, i => Attempt(i, failures, tried[i].RemembersNothingOfOtherCalls));

            return [.. failures.OrderBy(pair => pair.Key).Select(pair => new Failure(programs[pair.Key], pair.Value))];
        }
    }

    /// <summary>A compiled program with its data.</summary>
    public static LayerUnderTest Trial(CompiledLayers layers, RandomProgram program) => layers[program.Name] with
    {
        Batches = program.Batches,
        Sizes = program.Sizes,
        Values = (name, call) => program.Holder(name)!.Values(program.Seed, name, program.SizeOf(call.Batch)),
        MostDifferences = MostDifferences,
        Conditioning = new Conditioning(program),
    };

    private static void Attempt(int index, ConcurrentDictionary<int, string> failures, Action run)
    {
        if (failures.ContainsKey(index)) return;
        try
        {
            run();
        }
#pragma warning disable CA1031 // Every program is to be tried.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failures[index] = e.InnerException is Xunit.Sdk.XunitException or null ? e.Message : e.ToString();
        }
    }

    /// <summary>The rows of the grammar say the same in C# and in what they compute, so that what is known of the values is so.</summary>
    private static void ExpectSameDefinition(RandomProgram program, LayerUnderTest layer)
    {
        foreach (LayerUnderTest.Expected expected in layer.Expectations())
        {
            var evaluation = new Evaluation(program.Seed, program.SizeOf(expected.Call.Batch), isTraining: true);
            foreach (Declared declared in program.Declared) evaluation.Declare(declared);
            foreach (Step step in program.Steps) evaluation.Run(step);
            LayerUnderTest.ExpectedMethod forward = expected.Methods.Single();
            Assert.Equal(evaluation.IsRefused, forward.Refusal is not null);
            for (int i = 0; i < forward.Outputs.Length; i++)
            {
                Var known = (Var)evaluation[program.Results[i]], defined = (Var)forward.Outputs[i];
                Assert.Equal(known.Shape, defined.Shape);
                Assert.All(known.ToArray().Zip(defined.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-6 * Math.Max(1, Math.Abs(pair.First))));
            }
        }
    }
}
