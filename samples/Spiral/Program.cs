using System.Globalization;
using NNGen.Samples.Spiral;
using NNGen.Samples.Spiral.Drawing;
using Spectre.Console;

if (args is ["--help" or "-h"])
{
    Console.WriteLine(Options.Usage);
    return 0;
}

if (!Options.TryParse(args, out Options? options, out string? problem))
{
    Console.Error.WriteLine(problem);
    return 2;
}

Profile terminal = AnsiConsole.Profile;
bool inColour = terminal.Out.IsTerminal && terminal.Capabilities is { Ansi: true, Unicode: true, ColorSystem: not ColorSystem.NoColors };
int width = Math.Clamp(terminal.Width - 10, 16, 64) & ~1;
IDisplay display = inColour ? new ColourDisplay(AnsiConsole.Console) : new PlainDisplay(Console.Out);

var data = new SpiralData(options.Seed);
var net = new TwoLayerNet(I: 2, H: 10, O: SpiralData.Arms, seed: options.Seed);

display.Say(Invariant($"{SpiralData.Count} points in {SpiralData.Arms} arms; a network {net.I}-{net.H}-{net.O}; seed {options.Seed}."));
IReadOnlyList<float> losses = display.Follow(Training.Run(net, data, options.Epochs, options.Seed), options.Epochs);

display.Say("\nThe loss, epoch by epoch:");
display.Draw(new LossCurve(losses, width));

int right = Training.CountRight(net, data);
display.Say(Invariant($"\n{right} of {SpiralData.Count} points are in the right arm: {100.0 * right / SpiralData.Count:F1} %."));

display.Say("\nWhat the network makes of the plane, and the points:");
display.Draw(new DecisionMap(columns: width, rows: width / 2, points => Training.Classify(net, points), data.All));
return 0;

static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
