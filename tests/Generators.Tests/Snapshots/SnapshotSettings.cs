using System.Runtime.CompilerServices;
using VerifyTests;

namespace NNGen.Generators.Tests.Snapshots;

internal static class SnapshotSettings
{
    /// <summary>Verify has to know the compiler's types before its first use.</summary>
    [ModuleInitializer]
    internal static void Initialize() => VerifySourceGenerators.Initialize();
}
