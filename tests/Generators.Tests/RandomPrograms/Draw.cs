using CsCheck;

namespace NNGen.Generators.Tests.RandomPrograms;

/// <summary>
/// Choices from CsCheck's generator of random numbers. CsCheck's own Sample tries one value at a time, but a compilation costs far
/// more than the programs in it; so programs are made from numbers, hundreds are compiled together, and what fails is shrunk by <see cref="Shrinker"/>.
/// </summary>
internal sealed class Draw(PCG numbers)
{
    /// <summary>The choices that make the program of a number, under a seed that the test run sets.</summary>
    public static Draw Of(ulong seed, int number) => new(new PCG((uint)number, seed));

    public int Below(int count) => count <= 1 ? 0 : (int)numbers.Next((uint)count);

    public bool Chance(int percent) => Below(100) < percent;

    public T Of<T>(params IReadOnlyList<T> choices) => choices[Below(choices.Count)];
}
