using NNGen.Samples.CustomLayer;
using Spectre.Console;

if (args is not ([] or ["--brief"]))
{
    Console.Error.WriteLine("The only option is --brief, which leaves out the generated source.");
    return 2;
}

var page = new Page(AnsiConsole.Console);

if (args is [])
{
    page.Heading("What the compiler writes for GatedBlock.cs");
    page.Code(File.ReadAllText(BesideTheProgram("GatedBlock.g.cs")));
}

page.Heading("A network with the layer learns to multiply its two inputs");
var net = new Regressor(I: 2, D: 8, H: 16, seed: 1);
foreach ((int step, float loss) in Products.Train(net, steps: 1000).Where(each => each.Step % 200 == 0))
    page.Line($"step {step,4}   mean squared error {loss:F5}");
page.Line($"0.5 · 0.8 = {Products.Predict(net, 0.5f, 0.8f):F2}, -0.9 · 0.4 = {Products.Predict(net, -0.9f, 0.4f):F2}");

page.Heading("Its gradients, against numerical ones of the definition in double precision");
page.Table(BlockCheck.Run());

page.Heading("What the compiler says of a mistake (Mistake.cs, which is no part of the build)");
string mistake = BesideTheProgram("Mistake.cs");
foreach (Message message in await InProcessCompiler.CompileAsync("Mistake.cs", File.ReadAllText(mistake))) page.Message(message);
return 0;

static string BesideTheProgram(string file) => Path.Combine(AppContext.BaseDirectory, file);
