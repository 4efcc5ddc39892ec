namespace NNGen.Bench;

/// <summary>One way to do a piece of work.</summary>
/// <param name="Name">Whose it is: the column of the table.</param>
/// <param name="Step">What is timed.</param>
/// <param name="Check">
/// Does the work from its start and tells what came out, in named parts; called once, before anything is timed.
/// </param>
internal sealed record Contender(string Name, Action Step, Func<IReadOnlyList<Part>> Check);

/// <summary>A named part of a result: what is compared between contenders.</summary>
internal sealed record Part(string Name, float[] Values);
