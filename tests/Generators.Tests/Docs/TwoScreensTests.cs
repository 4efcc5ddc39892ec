using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace NNGen.Generators.Tests.Docs;

/// <summary>What a step of samples/Spiral's network runs is little enough to be read at once, and says everywhere what it computes.</summary>
public sealed partial class TwoScreensTests
{
    // A screen of an editor in full height.
    private const int Screen = 60;

    private static readonly Lazy<GeneratedFile> TwoLayerNet = new(() =>
        new(TestCompilation.Generate(new LayerGenerator(), File.ReadAllText(PathOf("samples/Spiral/TwoLayerNet.cs"))).AssertNoWarnings().Sources["NNGen.Samples.Spiral.TwoLayerNet.g.cs"]));

    [Fact]
    public void Forward_and_backward_with_all_their_kernels_fit_on_two_screens()
    {
        string[] passes = [Part("RunForward"), Part("RunBackward")];
        foreach (string pass in passes) Assert.True(Lines(pass) <= Screen, $"This pass has {Lines(pass)} lines, and a screen {Screen}:\n{pass}");

        string[] kernels = [.. passes.SelectMany(pass => Kernel().Matches(pass).Select(match => match.Groups["name"].Value)).Distinct().Select(Part)];
        Assert.NotEmpty(kernels);
        int all = passes.Concat(kernels).Sum(Lines);
        Assert.True(all <= 2 * Screen, $"Both passes and their {kernels.Length} kernels have {all} lines; two screens have {2 * Screen}.");
    }

    [Fact]
    public void Over_every_loop_stands_the_formula_of_what_it_computes()
    {
        foreach (string pass in (string[])["RunForward", "RunBackward"])
        {
            string[] lines = [.. Part(pass).Split('\n').Select(line => line.Trim())];
            int loops = 0;
            for (int i = 0; i < lines.Length; i++)
            {
                if (!Loop().IsMatch(lines[i])) continue;
                loops++;
                string[] comment = [.. lines[..i].Reverse().TakeWhile(line => line.StartsWith("//", StringComparison.Ordinal))];
                Assert.True(
                    Word().Matches(lines[i]).Any(word => comment.Any(line => line.StartsWith($"// {word.Value} = ", StringComparison.Ordinal))),
                    $"No comment over this line of {pass} says what one of its values is:\n{lines[i]}");
            }

            Assert.InRange(loops, 3, 10);
        }
    }

    private static string Part(string name) => TwoLayerNet.Value.Find([name]).Text;

    private static int Lines(string text) => text.Split('\n').Length;

    private static string PathOf(string path, [CallerFilePath] string here = "")
        => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", path));

    [GeneratedRegex(@"new (?<name>Compute\w+)\(")]
    private static partial Regex Kernel();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^Core::\w+\.\w+\(")]
    private static partial Regex Loop();
}
