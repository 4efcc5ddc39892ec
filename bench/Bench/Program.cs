using System.Globalization;
using NNGen;
using NNGen.Bench;
using TorchSharp;

// Prints the rows of the table to standard output and what it is doing to standard error.
// --head, --foot: what stands before and after the table; --quick: fewer and shorter rounds, and without AVX-512 on one thread only;
// --narrow: the rows for the run without AVX-512; --only TEXT: the workloads whose name contains it.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
bool quick = args.Contains("--quick"), narrow = args.Contains("--narrow");
string only = Array.IndexOf(args, "--only") is >= 0 and int at && at + 1 < args.Length ? args[at + 1] : "";
var race = quick ? new Race(5, 4) : new Race(15, 40);
if (args.Contains("--head")) { Console.WriteLine(Page.Head(quick)); return 0; }
if (args.Contains("--foot")) { Console.WriteLine(Page.Foot); return 0; }
if (narrow) Console.WriteLine(Page.Narrow);
if (!OpenBlas.IsThere) Console.Error.WriteLine("OpenBLAS is not installed: its column stays empty.");

IEnumerable<Workload> workloads = (narrow ? Rows.WithoutAvx512() : Rows.All()).Where(one => one.Name.Contains(only, StringComparison.OrdinalIgnoreCase));
int failures = 0;
foreach (Workload workload in workloads)
{
    bool divided = workload.Divides && Environment.ProcessorCount > 1 && !(quick && narrow);
    foreach (int threads in divided ? new[] { 1, 2 } : [1])
    {
        Workers.Count = threads;
        torch.set_num_threads(threads);
        Console.Error.WriteLine($"{workload.Name}, {threads} thread(s)");
        try
        {
            using DisposeScope scope = torch.NewDisposeScope();
            Console.WriteLine(Table.Row(race.Run(workload, threads)));
        }
        catch (InvalidOperationException disagreement)
        {
            // The other rows are still worth having, but the run as a whole has failed.
            Console.Error.WriteLine(disagreement.Message);
            Console.WriteLine($"| {workload.Name} | {threads} | not timed: the contenders disagree |{string.Concat(Enumerable.Repeat(" |", Table.Peers.Length + 1))}");
            failures++;
        }
    }

    if (workload is OneStep) Console.WriteLine(OneStep.Sizes());
}

return failures == 0 ? 0 : 1;
