using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NNGen.Generators.Tests;

/// <summary>What a user's project file says, as far as it changes what the compiler sees.</summary>
/// <remarks>
/// The default is what <c>dotnet new classlib</c> gives. Generated code has to compile without a warning under any of these
/// settings, so a test that emits code tries the unfriendly ones as well.
/// </remarks>
public sealed record UserProject
{
    public static readonly UserProject Default = new();

    public string AssemblyName { get; init; } = "User";

    /// <summary>Whether the SDK's global usings (System, System.Linq, …) are there.</summary>
    public bool ImplicitUsings { get; init; } = true;

    public NullableContextOptions Nullable { get; init; } = NullableContextOptions.Enable;

    public LanguageVersion LanguageVersion { get; init; } = LanguageVersion.CSharp14;

    /// <summary>Whether integer arithmetic is checked throughout the project.</summary>
    public bool CheckForOverflow { get; init; }

    public OptimizationLevel Optimization { get; init; } = OptimizationLevel.Debug;

    /// <summary>Other compiled libraries that the project refers to.</summary>
    public ImmutableArray<AssemblyImage> Libraries { get; init; } = [];

    internal CSharpParseOptions ParseOptions =>
        new(LanguageVersion, DocumentationMode.Diagnose);

    internal CSharpCompilationOptions CompilationOptions =>
        new(
            OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: Nullable,
            checkOverflow: CheckForOverflow,
            optimizationLevel: Optimization,
            warningLevel: 9999,
            deterministic: true);
}
