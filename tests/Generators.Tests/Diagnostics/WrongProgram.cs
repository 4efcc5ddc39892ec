namespace NNGen.Generators.Tests.Diagnostics;

/// <summary>A program with a mistake: the squiggle is marked in it, and this is all that the user is told.</summary>
/// <param name="About">What is wrong, in a few words.</param>
/// <param name="Source">The program, with marks.</param>
/// <param name="Messages">What each squiggle says, in order of the source.</param>
public sealed record WrongProgram(string About, string Source, params string[] Messages)
{
    /// <summary>The other places that the first squiggle points to.</summary>
    public string[]? Related { get; init; }

    /// <summary>Whether C# itself has something to say of the program.</summary>
    public bool IsNoCSharp { get; init; }

    /// <summary>A layer in whose Forward the given statements stand: x is (N, I), y is (N, D), t are N labels, W is (I, O).</summary>
    public static string Forward(string body) => $$"""
        [Layer]
        public partial class Net
        {
            [Param("I", "O")] public partial Parameter W { get; }
            [Dim] public partial int D { get; }
            [Setting(0.5f)] public partial float Rate { get; }

            public Var Forward([Shape("N", "I")] Var x, [Shape("N", "D")] Var y, [Shape("N")] IntVar t)
            {
                {{body}}
            }
        }
        """;

    /// <summary>A layer with a state S of shape (C): x is (N, C), y is (D).</summary>
    public static string State(string body) => $$"""
        [Layer]
        public partial class Net
        {
            [State("C")] public partial State S { get; }
            private readonly State Elsewhere = null!;

            public Var Forward([Shape("N", "C")] Var x, [Shape("D")] Var y)
            {
                {{body}}
            }
        }
        """;

    public override string ToString() => About;
}
